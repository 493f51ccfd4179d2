import { z } from "zod";
import { conversationContextSchema } from "@/db/schema/message-part";
import { found } from "@/server/trpc/errors";
import { router, tenantProcedure } from "@/server/trpc/init";
import { askAgain, editMessage } from "./ask-again";
import { clientKey } from "./client-key";
import * as queries from "./queries";
import { readPath } from "./read-path";
import { sendMessage } from "./send-message";

const id = z.string().min(1).max(100);
const text = z
  .string()
  .trim()
  .min(1, "Write what you want to know.")
  .max(20_000, "A message has at most 20,000 characters.");

export const sendInput = z.object({
  conversationId: id,
  text,
  clientKey,
  /** The message it answers; left out it is the newest, null begins a new branch. */
  parentMessageId: id.nullish(),
  context: conversationContextSchema.optional(),
  modelId: z.string().min(1).max(200).nullish(),
});

export const messageRouter = router({
  /** Writes a message and asks for an answer, in the background: closing the page stops nothing. */
  send: tenantProcedure("conversation.write")
    .input(sendInput)
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const { organizationId, user } = ctx;
        const sent = { ...input, parentMessageId: input.parentMessageId };
        return found(
          await sendMessage(tx, { ...sent, organizationId, userId: user.userId, agentType: "assistant" }),
          "conversation",
        );
      }),
    ),

  /** The messages of one branch, oldest first; `earlierThan` is given as `before` to read further up. */
  list: tenantProcedure("conversation.read")
    .input(
      z.object({
        conversationId: id,
        through: id.optional(),
        before: id.optional(),
        limit: z.number().int().min(1).max(100).default(50),
      }),
    )
    .query(({ ctx, input }) =>
      ctx.inTenant(
        async (tx) => {
          found(await queries.getConversation(tx, input.conversationId), "conversation");
          return found(await readPath(tx, { before: undefined, through: undefined, ...input }), "message");
        },
        { mode: "snapshot" },
      ),
    ),

  /** Asks otherwise: a new message beside the old one, with an answer of its own. */
  edit: tenantProcedure("conversation.write")
    .input(z.object({ messageId: id, text, clientKey }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) =>
        found(
          await editMessage(tx, {
            ...input,
            organizationId: ctx.organizationId,
            userId: ctx.user.userId,
          }),
          "message",
        ),
      ),
    ),

  /** Answers once more: a new answer beside the old one. */
  regenerate: tenantProcedure("conversation.write")
    .input(z.object({ messageId: id, clientKey }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) =>
        found(
          await askAgain(tx, {
            ...input,
            organizationId: ctx.organizationId,
            userId: ctx.user.userId,
          }),
          "message",
        ),
      ),
    ),
});
