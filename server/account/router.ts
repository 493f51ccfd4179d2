import { z } from "zod";
import { env } from "@/server/env";
import { hasMailServer } from "@/server/mail/outbox";
import { found } from "@/server/trpc/errors";
import { publicProcedure, router, userProcedure } from "@/server/trpc/init";
import { deletionRouter } from "./deletion-router";
import { emailRouter } from "./email-router";
import { getPerson } from "./get-person";
import { passkeyRouter } from "./passkey-router";
import { profileRouter } from "./profile-router";
import { recordSecurityEvent } from "./record-security-event";
import { refuse } from "./refuse";
import { canHavePasskeys } from "./relying-party";
import { securityRouter } from "./security-router";
import { sessionRouter } from "./session-router";
import { isProviderSetUp } from "./sign-in-providers";
import { countRecoveryCodes, listWaysIn, unlinkAccount } from "./ways-in";

export const accountRouter = router({
  security: securityRouter,

  /** The ways into this server: which providers are set up, and whether newcomers may sign up. */
  providers: publicProcedure.query(() => ({
    github: isProviderSetUp("github"),
    google: isProviderSetUp("google"),
    passkeys: canHavePasskeys(env.BETTER_AUTH_URL),
    signUp: !env.DISABLE_SIGN_UP,
    mail: hasMailServer,
  })),

  me: userProcedure.query(async ({ ctx }) => found(await getPerson(ctx.user.userId), "person")),

  /** What opens the account beside the password, and how many recovery codes are left. */
  waysIn: userProcedure.query(async ({ ctx }) => ({
    ...(await listWaysIn(ctx.user.userId)),
    recoveryCodesLeft: (await countRecoveryCodes(ctx.user.userId)) ?? null,
  })),

  /** Takes a linked GitHub or Google account away, never the last way in. */
  unlink: userProcedure.input(z.object({ id: z.string().min(1) })).mutation(async ({ ctx, input }) => {
    const { userId } = ctx.user;
    const outcome = await unlinkAccount(userId, input.id);
    if (outcome === "last")
      throw refuse(
        "CONFLICT",
        "This is the only way into your account. Set a password or link another account first.",
      );
    found(outcome === "unlinked" ? outcome : undefined, "linked account");
    await recordSecurityEvent("account.unlinked", { userId, headers: ctx.headers });
    return { id: input.id };
  }),

  passkey: passkeyRouter,
  profile: profileRouter,
  email: emailRouter,
  session: sessionRouter,
  deletion: deletionRouter,
});
