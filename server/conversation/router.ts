import { z } from "zod";
import { insertConversationSchema } from "@/db/schema/conversation";
import { conversationContextSchema } from "@/db/schema/message-part";
import { audit } from "@/server/audit";
import { found } from "@/server/trpc/errors";
import { router, tenantProcedure } from "@/server/trpc/init";
import { likePattern, listInput, pageOf } from "@/server/trpc/list";
import * as queries from "./queries";

const idInput = z.object({ id: z.string().min(1).max(100) });
const title = insertConversationSchema.shape.title.unwrap().unwrap();

export const conversationRouter = router({
  list: tenantProcedure("conversation.read")
    .input(
      listInput.extend({
        scope: z.enum(["all", "mine", "shared"]).default("all"),
        sortBy: z.enum(queries.conversationOrders).default("lastMessageAt"),
        sortDirection: z.enum(["asc", "desc"]).default("desc"),
        searchQuery: z.string().trim().max(200).optional(),
      }),
    )
    .query(({ ctx, input }) => {
      const pattern = input.searchQuery ? likePattern(input.searchQuery) : undefined;
      const { userId } = ctx.user;
      return ctx.inTenant((tx) =>
        pageOf(input, (page) => queries.listConversations(tx, { ...input, ...page, userId, pattern })),
      );
    }),

  get: tenantProcedure("conversation.read")
    .input(idInput)
    .query(({ ctx, input }) =>
      ctx.inTenant(
        async (tx) => ({
          ...found(await queries.getConversation(tx, input.id), "conversation"),
          notes: await queries.listNotes(tx, input.id),
        }),
        { mode: "snapshot" },
      ),
    ),

  /** A new conversation, private to the caller. */
  create: tenantProcedure("conversation.write")
    .input(z.object({ title: title.optional(), context: conversationContextSchema.optional() }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const { organizationId } = ctx;
        const { userId } = ctx.user;
        const created = await queries.insertConversation(tx, {
          ...{ organizationId, userId, audience: userId, title: input.title ?? null },
        });
        if (!created) throw new Error("The conversation was not stored.");
        const contextState = input.context ?? {};
        await queries.upsertSession(tx, {
          ...{ organizationId, audience: userId, conversationId: created.id, contextState },
        });
        return created;
      }),
    ),

  /** Deletes a conversation of the caller's own with everything in it. */
  delete: tenantProcedure("conversation.write")
    .input(idInput)
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const { title: name } = found(await queries.lockConversation(tx, input.id), "conversation");
        const deleted = found(await queries.deleteConversation(tx, input.id), "conversation");
        const data = { title: name };
        await audit(tx, ctx.actor, {
          action: "conversation.delete",
          table: "conversation",
          id: input.id,
          data,
        });
        return deleted;
      }),
    ),
});
