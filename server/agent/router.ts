import { tracked } from "@trpc/server";
import { z } from "zod";
import { router, tenantProcedure } from "@/server/trpc/init";
import { type AgentEvent, type AgentTail, watchEvents } from "./watch-events";

const id = z.string().min(1).max(100);

export const eventsInput = z.object({
  /** The conversations to follow. */
  conversationIds: z.array(id).max(20, "At most 20 conversations can be followed at once."),
  /** The id of the last event that was seen. */
  lastEventId: z.string().max(10_000).nullish(),
});

export const agentRouter = router({
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
        if (cursor === undefined) yield news as AgentEvent | AgentTail;
        else yield tracked(cursor, news as AgentEvent | AgentTail);
      }
    }),
});
