import { z } from "zod";
import { clientAddress } from "@/server/trpc/client-address";
import { found } from "@/server/trpc/errors";
import { router, userProcedure } from "@/server/trpc/init";
import { confirmIdentity } from "./confirm-identity";
import { deletePerson, planDeletion } from "./delete-person";
import { getPerson } from "./get-person";
import { recordSecurityEvent } from "./record-security-event";
import { refuse, refuseIdentity } from "./refuse";

export const deletionRouter = router({
  /** What becomes of each organization of the caller, so that the screen can name those that stand in the way. */
  plan: userProcedure.query(({ ctx }) => planDeletion(ctx.user.userId)),

  /** Deletes the caller's account for good: they type its address, and show who they are. */
  delete: userProcedure
    .input(z.object({ email: z.string().max(254), password: z.string().max(128).optional() }))
    .mutation(async ({ ctx, input }) => {
      const { userId } = ctx.user;
      const person = found(await getPerson(userId), "person");
      if (input.email.trim().toLowerCase() !== person.email)
        throw refuse("BAD_REQUEST", "Type the address of your account to delete it.");
      const refusal = await confirmIdentity(ctx.user, input.password);
      if (refusal) throw refuseIdentity(refusal);
      const blocking = await deletePerson({
        userId,
        ip: clientAddress(ctx.headers),
        userAgent: ctx.headers.get("user-agent"),
        correlationId: ctx.correlationId,
      });
      if (blocking.length > 0) {
        const names = blocking.map(({ name }) => name).join(", ");
        throw refuse("CONFLICT", `You alone own ${names}. Make somebody else an owner, or delete it, first.`);
      }
      await recordSecurityEvent("account.deleted", { userId: null, headers: ctx.headers });
    }),
});
