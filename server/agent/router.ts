import { tracked } from "@trpc/server";
import { z } from "zod";
import { askAgain } from "@/server/conversation/ask-again";
import { clientKey } from "@/server/conversation/client-key";
import { chatModels } from "@/server/model/chat-models";
import { found } from "@/server/trpc/errors";
import { router, tenantProcedure } from "@/server/trpc/init";
import { tell } from "./bus";
import { decideToolCall } from "./decide-tool-call";
import { eventsInput } from "./events-input";
import { getResponse, requestStop } from "./request-queries";
import { watchEvents } from "./watch-events";

const id = z.string().min(1).max(100);

export const agentRouter = router({
  /** The models that can be chosen for a conversation, the one that is taken without a choice first; none means quoting. */
  models: tenantProcedure("conversation.read").query(({ ctx }) =>
    ctx.inTenant(async () =>
      chatModels().map(({ apiModelId, displayName }) => ({ id: apiModelId, label: displayName })),
    ),
  ),

  /** What happens to the requests under way in some conversations, from the last event that was seen on. */
  events: tenantProcedure("conversation.read")
    .input(eventsInput)
    .subscription(async function* ({ ctx, input, signal }) {
      const { conversationIds, lastEventId } = input;
      const watched = watchEvents(
        { inTenant: ctx.inTenant, conversationIds, cursor: lastEventId ?? undefined },
        signal,
      );
      for await (const { cursor, news } of watched) {
        if (cursor === undefined) yield news;
        else yield tracked(cursor, news);
      }
    }),

  /** Ends a request with what there is so far; one that has ended stays as it is. */
  stop: tenantProcedure("conversation.write")
    .input(z.object({ requestId: id }))
    .mutation(async ({ ctx, input }) => {
      const stopped = await ctx.inTenant(async (tx) =>
        found(await requestStop(tx, input.requestId), "request"),
      );
      const { conversationId, status } = stopped;
      tell({ requestId: input.requestId, conversationId, stop: true });
      return { id: input.requestId, status };
    }),

  /** Asks once more what failed or was stopped; what was kept of it stays beside the new answer. */
  retry: tenantProcedure("conversation.write")
    .input(z.object({ requestId: id, clientKey }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const { messageId } = found(await getResponse(tx, input.requestId), "request");
        const { organizationId, user } = ctx;
        const again = { organizationId, userId: user.userId, messageId, clientKey: input.clientKey };
        return found(await askAgain(tx, again), "request");
      }),
    ),

  approveToolCall: tenantProcedure("conversation.confirm")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      ctx
        .inTenant((tx) => decideToolCall(tx, { ...input, userId: ctx.user.userId, reason: null }))
        .then(tellDecided),
    ),

  /** Refuses what a tool would do; the assistant reads the reason. */
  rejectToolCall: tenantProcedure("conversation.confirm")
    .input(
      z.object({
        id,
        reason: z.string().trim().min(1, "Say why, so that the assistant can do better.").max(1_000),
      }),
    )
    .mutation(({ ctx, input }) =>
      ctx.inTenant((tx) => decideToolCall(tx, { ...input, userId: ctx.user.userId })).then(tellDecided),
    ),
});

/** Wakes the answer that waits for this, once the decision is there to be read. */
function tellDecided(decided: Awaited<ReturnType<typeof decideToolCall>>) {
  const { requestId, conversationId, ...call } = found(decided, "tool call");
  tell({ requestId, conversationId });
  return call;
}
