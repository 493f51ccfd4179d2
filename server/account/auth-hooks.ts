import type { BetterAuthOptions } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";
import { ensurePersonalOrganization } from "@/server/organization/ensure-personal-organization";
import { sendNotice } from "./account-mails";
import { recordSecurityEvent } from "./record-security-event";

type DatabaseHooks = NonNullable<BetterAuthOptions["databaseHooks"]>;

/** What happens with every row that Better Auth writes. */
export const databaseHooks: DatabaseHooks = {
  user: {
    create: {
      before: async (user) => ({
        // A picture from elsewhere would tell that server who looks; the content policy shows ours only.
        data: { ...user, name: user.name.trim().slice(0, 100), image: null },
      }),
    },
    update: {
      before: async (changes, context) => {
        const user = context?.context.session?.user;
        const isOn: unknown = "twoFactorEnabled" in changes ? changes.twoFactorEnabled : undefined;
        if (typeof isOn !== "boolean" || !user) return;
        await recordSecurityEvent(isOn ? "two_factor.enabled" : "two_factor.disabled", {
          userId: user.id,
          headers: context?.headers,
        });
        await sendNotice(user.email, `Signing in with a code was turned ${isOn ? "on" : "off"}.`);
      },
    },
  },
  session: {
    create: {
      before: async (session) => {
        const first = await ensurePersonalOrganization(session.userId);
        // A session that takes the place of another one (two-factor turned on or off) stays where that one was.
        const kept: unknown = "activeOrganizationId" in session ? session.activeOrganizationId : undefined;
        return { data: { ...session, activeOrganizationId: typeof kept === "string" ? kept : first } };
      },
    },
  },
  account: {
    // We ask nothing of GitHub and Google in a person's name, so their tokens are not kept.
    create: {
      before: async (account) => ({ data: { ...account, ...noTokens } }),
      after: async (account, context) => {
        if (account.providerId === "credential") return;
        await recordSecurityEvent("account.linked", { userId: account.userId, headers: context?.headers });
      },
    },
    update: { before: async (changes) => ({ data: { ...changes, ...noTokens } }) },
  },
};

const noTokens = { accessToken: null, refreshToken: null, idToken: null };

const MAX_NAME_LENGTH = 100;

/** Refuses what Better Auth itself would take. */
export const beforeEndpoint = createAuthMiddleware(async ({ path, body }) => {
  if (
    path === "/passkey/verify-registration" &&
    typeof body?.name === "string" &&
    body.name.length > MAX_NAME_LENGTH
  ) {
    throw new APIError("BAD_REQUEST", { code: "PASSKEY_NAME_TOO_LONG" });
  }
});

/** Writes down what an endpoint did, and ends the other sessions when the password is a new one. */
export const afterEndpoint = createAuthMiddleware(async (context) => {
  const { path, headers } = context;
  const hasFailed = context.context.returned instanceof APIError;
  const user = context.context.session?.user ?? context.context.newSession?.user;
  const userId = user?.id ?? null;
  // Failures, sign-ins and changes of a password are written down by security-log.ts.
  if (hasFailed) return;
  if (path === "/two-factor/verify-backup-code") {
    await recordSecurityEvent("recovery_code.used", { userId, headers });
    if (user) await sendNotice(user.email, "A recovery code was used to sign in. It cannot be used again.");
  }
  if (path === "/passkey/verify-registration" && user) {
    await recordSecurityEvent("passkey.added", { userId, headers });
    await sendNotice(user.email, "A passkey was added to your account.");
  }
  if (path === "/change-password" && user) {
    const { internalAdapter, session, newSession } = context.context;
    // Where Better Auth itself was asked to end the others, this one goes on under a new token.
    const kept = newSession?.session.token ?? session?.session.token;
    const all = await internalAdapter.listSessions(user.id);
    for (const { token } of all) if (token !== kept) await internalAdapter.deleteSession(token);
    await sendNotice(user.email, "Your password was changed, and every other session has ended.");
  }
});
