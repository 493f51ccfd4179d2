import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthMiddleware, getSessionFromCtx } from "better-auth/api";
import { findUserId } from "./find-user-id";
import { recordSecurityEvent } from "./record-security-event";

/** What an endpoint of Better Auth means for a person's account when it succeeds, by its path. */
export const eventOfPath: Record<string, `${string}.${string}`> = {
  "/change-password": "password.changed",
  "/request-password-reset": "password.reset_requested",
  "/change-email": "email.change_requested",
  "/verify-email": "email.verified",
  "/update-user": "profile.changed",
  "/link-social": "account.link_started",
  "/unlink-account": "account.unlinked",
  "/two-factor/enable": "two_factor.setup_started",
  "/two-factor/generate-backup-codes": "two_factor.codes_replaced",
};

/** Endpoints at which a stranger may be trying: their failures are written down, with the reason's class. */
const SIGN_IN = /^\/(sign-in\/(?!social)|two-factor\/verify-|passkey\/verify-authentication)/;
const ASKS_PASSWORD =
  /^\/(change-password|verify-password|delete-user|two-factor\/(enable|disable|generate-))/;

/**
 * Writes down what happens to people's accounts at Better Auth's endpoints. Stands last among the plugins: only then is
 * it settled whether a right password has opened a session, or a second factor is asked for first.
 */
export function securityLog(): BetterAuthPlugin {
  return {
    id: "carrel-security-log",
    hooks: {
      after: [
        {
          matcher: () => true,
          handler: createAuthMiddleware(async (context) => {
            const { path, headers } = context;
            const { returned, newSession } = context.context;
            const address = asText(context.body?.email);
            if (returned instanceof APIError) {
              const code = asText(returned.body?.code) ?? "";
              if (SIGN_IN.test(path)) {
                const pending = path.startsWith("/two-factor/") ? await pendingPerson(context) : undefined;
                await recordFailure({ path, code, address, headers, pending });
              } else if (ASKS_PASSWORD.test(path) && code === "INVALID_PASSWORD") {
                const userId = (await getSessionFromCtx(context))?.user.id ?? null;
                await recordSecurityEvent("password.refused", { userId, headers, data: { at: path } });
              }
              return;
            }
            if (path.startsWith("/sign-in/") && address !== undefined) {
              const userId = newSession?.user.id ?? (await findUserId(address)) ?? null;
              const action = newSession ? "session.created" : "two_factor.asked";
              await recordSecurityEvent(action, { userId, headers, data: { by: wayOf(path) } });
              return;
            }
            const action = eventOfPath[path];
            if (action === undefined) return;
            const userId =
              newSession?.user.id ??
              context.context.session?.user.id ??
              (address === undefined ? undefined : await findUserId(address)) ??
              null;
            // A reset asked for an address that nobody has concerns nobody.
            if (userId !== null) await recordSecurityEvent(action, { userId, headers });
          }),
        },
      ],
    },
    init: () => ({ options: { databaseHooks: { session: sessionHooks } } }),
  };
}

type HookContext = { path?: string; headers?: Headers | undefined } | null | undefined;
type SessionRow = { id: string; userId: string };

const sessionHooks = {
  create: {
    after: async ({ id, userId }: SessionRow, context: HookContext) => {
      const path = context?.path ?? "";
      // Not settled yet: see above. And a new session after a change of password is no sign-in.
      if (path === "/sign-in/email" || path === "/change-password") return;
      await recordSecurityEvent("session.created", {
        ...{ userId, headers: context?.headers, data: { sessionId: id, by: wayOf(path) } },
      });
    },
  },
  delete: {
    after: async ({ id, userId }: SessionRow, context: HookContext) => {
      const path = context?.path ?? "";
      const by = endings[path];
      if (by === undefined) return;
      const action = by === "sign_out" ? "session.ended" : "session.revoked";
      await recordSecurityEvent(action, { userId, headers: context?.headers, data: { sessionId: id, by } });
    },
  },
};

/** Why a session ended, by the endpoint that ended it. Others clean up what has expired, or end with the account. */
const endings: Record<string, string> = {
  "/sign-out": "sign_out",
  "/revoke-session": "person",
  "/revoke-sessions": "person",
  "/revoke-other-sessions": "person",
  "/change-password": "password_change",
  "/reset-password": "password_reset",
};

async function recordFailure(attempt: {
  path: string;
  code: string;
  address: string | undefined;
  headers: Headers | undefined;
  pending: string | undefined;
}): Promise<void> {
  const { path, code, address, headers, pending } = attempt;
  const isSecond = path.startsWith("/two-factor/");
  const userId = pending ?? (address === undefined ? null : ((await findUserId(address)) ?? null));
  const isUnknown = address !== undefined && userId === null;
  const reason = isUnknown ? "unknown_address" : (reasons[code] ?? "refused");
  await recordSecurityEvent(isSecond ? "two_factor.failed" : "sign_in.failed", {
    ...{ userId, headers, actorId: null },
    // What was typed for an account that does not exist may be anything: a password in the wrong field, too.
    data: { reason, by: wayOf(path), ...(userId === null || address === undefined ? {} : { address }) },
  });
}

type EndpointContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** Who has given the right password already and is asked for a second factor, by the cookie that says so. */
async function pendingPerson(context: EndpointContext): Promise<string | undefined> {
  const { name } = context.context.createAuthCookie("two_factor");
  const identifier = await context.getSignedCookie(name, context.context.secret);
  if (!identifier) return undefined;
  return (await context.context.internalAdapter.findVerificationValue(identifier))?.value;
}

const reasons: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: "wrong_password",
  EMAIL_NOT_VERIFIED: "address_not_verified",
  INVALID_CODE: "wrong_code",
  INVALID_BACKUP_CODE: "wrong_code",
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "too_many_attempts",
  INVALID_TWO_FACTOR_COOKIE: "expired",
};

/** How somebody proves who they are at an endpoint. */
function wayOf(path: string): string {
  if (path === "/sign-in/email" || path === "/sign-up/email") return "password";
  if (path === "/two-factor/verify-backup-code") return "recovery_code";
  if (path.startsWith("/two-factor/")) return "second_factor";
  if (path.startsWith("/passkey/")) return "passkey";
  if (path.startsWith("/callback/") || path.startsWith("/sign-in/social")) return "provider";
  return path === "" ? "server" : "link";
}

const asText = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
