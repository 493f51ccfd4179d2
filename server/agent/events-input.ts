import { z } from "zod";

export const eventsInput = z.object({
  /** The conversations to follow. */
  conversationIds: z
    .array(z.string().min(1).max(100))
    .max(20, "At most 20 conversations can be followed at once."),
  /** The id of the last event that was seen. */
  lastEventId: z.string().max(10_000).nullish(),
});
