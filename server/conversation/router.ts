import { z } from "zod";
import { insertConversationSchema } from "@/db/schema/conversation";
import { conversationContextSchema } from "@/db/schema/message-part";
import type { TenantTx } from "@/db/tenant";
import { audit } from "@/server/audit";
import { found } from "@/server/trpc/errors";
import { router, tenantProcedure } from "@/server/trpc/init";
import { likePattern, listInput, pageOf } from "@/server/trpc/list";
import { exportConversation } from "./export-conversation";
import { getProposal, listSteps } from "./plan-queries";
import { planRouter } from "./plan-router";
import * as queries from "./queries";
import { requireAuthor } from "./require-author";
import { requireModel } from "./require-model";

const idInput = z.object({ id: z.string().min(1).max(100) });
const title = insertConversationSchema.shape.title.unwrap().unwrap();

export const conversationRouter = router({
  plan: planRouter,

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
          steps: await listSteps(tx, input.id),
          /** The newest plan that the assistant has proposed; a person makes it the conversation's by saving it. */
          proposal: (await getProposal(tx, input.id)) ?? null,
          notes: await queries.listNotes(tx, input.id),
        }),
        { mode: "snapshot" },
      ),
    ),

  /** A new conversation: private to the caller, or the organization's from the start where its settings say so. */
  create: tenantProcedure("conversation.write")
    .input(z.object({ title: title.optional(), context: conversationContextSchema.optional() }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const { organizationId } = ctx;
        const { userId } = ctx.user;
        const audience = (await queries.isSharedByDefault(tx)) ? "organization" : userId;
        const created = await queries.insertConversation(tx, {
          ...{ organizationId, userId, audience, title: input.title ?? null },
        });
        if (!created) throw new Error("The conversation was not stored.");
        const contextState = input.context ?? {};
        await queries.upsertSession(tx, {
          ...{ organizationId, audience, conversationId: created.id, contextState },
        });
        return created;
      }),
    ),

  rename: tenantProcedure("conversation.write")
    .input(idInput.extend({ title }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        await lockOwn(tx, input.id, ctx.user.userId);
        return found(await queries.updateConversation(tx, input.id, { title: input.title }), "conversation");
      }),
    ),

  /** Puts a conversation above the others in its author's list. */
  pin: tenantProcedure("conversation.write")
    .input(idInput.extend({ isPinned: z.boolean() }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        await lockOwn(tx, input.id, ctx.user.userId);
        const pinnedAt = input.isPinned ? new Date() : null;
        return found(await queries.updateConversation(tx, input.id, { pinnedAt }), "conversation");
      }),
    ),

  /** Where the assistant looks, and which model answers, from the next message on. */
  configure: tenantProcedure("conversation.write")
    .input(
      idInput.extend({
        context: conversationContextSchema.optional(),
        modelId: z.string().min(1).max(200).nullish(),
      }),
    )
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const { organizationId } = ctx;
        const { audience } = found(await queries.lockConversation(tx, input.id), "conversation");
        requireModel(input.modelId);
        await queries.upsertSession(tx, {
          ...{ organizationId, audience, conversationId: input.id },
          ...(input.context === undefined ? {} : { contextState: input.context }),
          ...(input.modelId === undefined ? {} : { modelId: input.modelId }),
        });
        return { id: input.id };
      }),
    ),

  /** Lets everybody in the organization read and go on with a conversation, or only its author again. */
  share: tenantProcedure("conversation.write")
    .input(idInput.extend({ with: z.enum(["organization", "nobody"]) }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const before = await lockOwn(tx, input.id, ctx.user.userId);
        const audience = input.with === "organization" ? "organization" : before.userId;
        const shared = found(await queries.updateConversation(tx, input.id, { audience }), "conversation");
        const isShared = audience === "organization";
        await audit(tx, ctx.actor, {
          action: isShared ? "conversation.share" : "conversation.make_private",
          table: "conversation",
          id: input.id,
        });
        return { ...shared, isShared };
      }),
    ),

  /** One branch as Markdown or JSON. */
  export: tenantProcedure("conversation.read")
    .input(
      idInput.extend({
        format: z.enum(["markdown", "json"]),
        through: z.string().min(1).max(100).optional(),
      }),
    )
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const { id, format, through } = input;
        const exported = found(await exportConversation(tx, { id, format, through }), "conversation");
        const data = { format };
        await audit(tx, ctx.actor, { action: "conversation.export", table: "conversation", id, data });
        return exported;
      }),
    ),

  /** Deletes a conversation of the caller's own with everything in it. */
  delete: tenantProcedure("conversation.write")
    .input(idInput)
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const held = await lockOwn(tx, input.id, ctx.user.userId);
        const deleted = found(await queries.deleteConversation(tx, input.id), "conversation");
        const { id } = deleted;
        // The title of what was private stays private.
        const data = { wasShared: held.audience === "organization" };
        await audit(tx, ctx.actor, { action: "conversation.delete", table: "conversation", id, data });
        return deleted;
      }),
    ),
});

/** The conversation, held and the caller's own. Throws NOT_FOUND and FORBIDDEN. */
const lockOwn = async (tx: TenantTx, id: string, userId: string) =>
  requireAuthor(found(await queries.lockConversation(tx, id), "conversation"), userId);
