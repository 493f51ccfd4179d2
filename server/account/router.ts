import { env } from "@/server/env";
import { found } from "@/server/trpc/errors";
import { publicProcedure, router, userProcedure } from "@/server/trpc/init";
import { getPerson } from "./get-person";
import { securityRouter } from "./security-router";

export const accountRouter = router({
  security: securityRouter,

  /** The ways into this server: which providers are set up, and whether newcomers may sign up. */
  providers: publicProcedure.query(() => ({
    github: Boolean(env.GITHUB_CLIENT_ID && env.GITHUB_CLIENT_SECRET),
    google: Boolean(env.GOOGLE_CLIENT_ID && env.GOOGLE_CLIENT_SECRET),
    signUp: !env.DISABLE_SIGN_UP,
  })),

  me: userProcedure.query(async ({ ctx }) => found(await getPerson(ctx.user.userId), "person")),
});
