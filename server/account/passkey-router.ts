import { z } from "zod";
import { found } from "@/server/trpc/errors";
import { router, userProcedure } from "@/server/trpc/init";
import { removePasskey, renamePasskey } from "./passkeys";
import { recordSecurityEvent } from "./record-security-event";

const one = z.object({ id: z.string().min(1) });
const name = z.string().trim().min(1, "Write a name.").max(100, "Shorten the name to 100 characters.");

/** Adding a passkey and signing in with one are Better Auth's; its ways to change one tell whose ids exist. */
export const passkeyRouter = router({
  rename: userProcedure
    .input(one.extend({ name }))
    .mutation(async ({ ctx, input }) =>
      found(await renamePasskey(ctx.user.userId, input.id, input.name), "passkey"),
    ),

  remove: userProcedure.input(one).mutation(async ({ ctx, input }) => {
    const { userId } = ctx.user;
    const removed = found(await removePasskey(userId, input.id), "passkey");
    await recordSecurityEvent("passkey.removed", { userId, headers: ctx.headers });
    return removed;
  }),
});
