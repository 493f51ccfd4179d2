import { z } from "zod";
import { found } from "@/server/trpc/errors";
import { router, userProcedure } from "@/server/trpc/init";
import { endOtherSessions, endSession, listSessions } from "./sessions";

export const sessionRouter = router({
  list: userProcedure.query(async ({ ctx }) => {
    const sessions = await listSessions(ctx.user.userId);
    return sessions.map((session) => ({ ...session, isThis: session.id === ctx.user.sessionId }));
  }),

  end: userProcedure
    .input(z.object({ id: z.string().min(1) }))
    .mutation(async ({ ctx, input }) => found(await endSession(ctx.user.userId, input.id), "session")),

  endOthers: userProcedure.mutation(async ({ ctx }) => ({
    ended: await endOtherSessions(ctx.user.userId, ctx.user.sessionId),
  })),
});
