import { z } from "zod";
import { publicProcedure, router, userProcedure } from "@/server/trpc/init";
import { confirmEmailChange, requestEmailChange } from "./change-email";
import { confirmIdentity } from "./confirm-identity";
import { recordSecurityEvent } from "./record-security-event";
import { refuse, refuseIdentity } from "./refuse";

const requestInput = z.object({
  newEmail: z
    .email("This is no e-mail address. It looks like name@example.org.")
    .trim()
    .toLowerCase()
    .max(254),
  password: z.string().max(128).optional(),
});

export const emailRouter = router({
  /** Sends a link to the new address, and says what became of that mail. Nothing changes before it is opened. */
  requestChange: userProcedure.input(requestInput).mutation(async ({ ctx, input }) => {
    const refusal = await confirmIdentity(ctx.user, input.password);
    if (refusal) throw refuseIdentity(refusal);
    return { delivery: await requestEmailChange(ctx.user.userId, input.newEmail) };
  }),

  /** For whoever has the link of that mail, signed in or not. */
  confirmChange: publicProcedure
    .input(z.object({ token: z.string().min(1).max(200) }))
    .mutation(async ({ ctx, input }) => {
      const change = await confirmEmailChange(input.token);
      if (change.status === "expired")
        throw refuse("NOT_FOUND", "This link does not work any more. A link works once, and for an hour.");
      if (change.status === "taken")
        throw refuse("CONFLICT", "This address has an account of its own by now, so nothing was changed.");
      await recordSecurityEvent("email.changed", { userId: change.userId, headers: ctx.headers });
      return { email: change.newEmail };
    }),
});
