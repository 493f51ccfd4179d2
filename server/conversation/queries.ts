import { and, asc, desc, eq, exists, ilike, inArray, ne, or, type SQL, sql } from "drizzle-orm";
import {
  agentRequest,
  agentSession,
  conversation,
  conversationMessage,
  conversationNote,
  organization,
  user,
} from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

const isRunning = sql<boolean>`exists (select from ${agentRequest} r
  where r.organization_id = ${conversation.organizationId} and r.conversation_id = ${conversation.id}
    and r.status in ('pending', 'in_progress'))`;

const summary = {
  id: conversation.id,
  title: conversation.title,
  status: conversation.status,
  audience: conversation.audience,
  userId: conversation.userId,
  authorName: user.name,
  pinnedAt: conversation.pinnedAt,
  lastMessageAt: conversation.lastMessageAt,
  createdAt: conversation.createdAt,
  version: conversation.version,
};

const orders = {
  createdAt: conversation.createdAt,
  lastMessageAt: conversation.lastMessageAt,
  title: sql`lower(coalesce(${conversation.title}, ''))`,
};
export const conversationOrders = [
  "createdAt",
  "lastMessageAt",
  "title",
] as const satisfies (keyof typeof orders)[];

export interface ConversationList {
  userId: string;
  limit: number;
  offset: number;
  sortBy: keyof typeof orders;
  sortDirection: "asc" | "desc";
  scope: "all" | "mine" | "shared";
  pattern: string | undefined;
}

/** Conversations the person may see; those they have pinned come first. */
export function listConversations(tx: TenantTx, list: ConversationList) {
  const direction = list.sortDirection === "asc" ? asc : desc;
  const isPinned = sql`${conversation.pinnedAt} is not null and ${conversation.userId} = ${list.userId}`;
  return tx
    .select({ ...summary, isRunning })
    .from(conversation)
    .leftJoin(user, eq(user.id, conversation.userId))
    .where(and(ofScope(list), list.pattern === undefined ? undefined : says(tx, list.pattern)))
    .orderBy(desc(isPinned), direction(orders[list.sortBy]), direction(conversation.id))
    .limit(list.limit)
    .offset(list.offset);
}

function ofScope({ scope, userId }: ConversationList): SQL | undefined {
  if (scope === "mine") return eq(conversation.userId, userId);
  if (scope === "shared")
    return and(eq(conversation.audience, "organization"), ne(conversation.userId, userId));
  return undefined;
}

const says = (tx: TenantTx, pattern: string) =>
  or(
    ilike(conversation.title, pattern),
    exists(
      tx
        .select({ one: sql`1` })
        .from(conversationMessage)
        .where(
          and(
            eq(conversationMessage.organizationId, conversation.organizationId),
            eq(conversationMessage.conversationId, conversation.id),
            ilike(conversationMessage.text, pattern),
          ),
        ),
    ),
  );

export async function getConversation(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({
      ...summary,
      isRunning,
      plan: conversation.plan,
      planHash: conversation.planHash,
      confirmedByUserId: conversation.confirmedByUserId,
      confirmedAt: conversation.confirmedAt,
      completedAt: conversation.completedAt,
      context: agentSession.contextState,
      modelId: agentSession.modelId,
    })
    .from(conversation)
    .leftJoin(user, eq(user.id, conversation.userId))
    .leftJoin(agentSession, eq(agentSession.conversationId, conversation.id))
    .where(eq(conversation.id, id));
  return row;
}

/** Locks a conversation's row: whoever writes into it takes it first, so that messages have one order. */
export async function lockConversation(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({
      id: conversation.id,
      audience: conversation.audience,
      userId: conversation.userId,
      title: conversation.title,
      status: conversation.status,
      plan: conversation.plan,
      planHash: conversation.planHash,
      version: conversation.version,
    })
    .from(conversation)
    .where(eq(conversation.id, id))
    .for("update");
  return row;
}

/** Whether the organization's settings make new conversations everybody's. */
export async function isSharedByDefault(tx: TenantTx): Promise<boolean> {
  const [row] = await tx.select({ audience: organization.defaultAudience }).from(organization);
  return row?.audience === "organization";
}

export async function insertConversation(tx: TenantTx, values: typeof conversation.$inferInsert) {
  const [row] = await tx
    .insert(conversation)
    .values(values)
    .returning({ id: conversation.id, title: conversation.title, version: conversation.version });
  return row;
}

export async function updateConversation(
  tx: TenantTx,
  id: string,
  values: Partial<
    Pick<
      typeof conversation.$inferInsert,
      | "title"
      | "audience"
      | "pinnedAt"
      | "lastMessageAt"
      | "plan"
      | "status"
      | "confirmedByUserId"
      | "confirmedAt"
      | "completedAt"
      | "version"
    >
  >,
) {
  const [row] = await tx.update(conversation).set(values).where(eq(conversation.id, id)).returning({
    id: conversation.id,
    title: conversation.title,
    audience: conversation.audience,
    pinnedAt: conversation.pinnedAt,
    status: conversation.status,
    planHash: conversation.planHash,
    version: conversation.version,
  });
  return row;
}

export async function deleteConversation(tx: TenantTx, id: string) {
  const [row] = await tx
    .delete(conversation)
    .where(eq(conversation.id, id))
    .returning({ id: conversation.id });
  return row;
}

/** What the assistant is to know of a conversation: given fields replace what was there. */
export async function upsertSession(
  tx: TenantTx,
  session: { organizationId: string; audience: string; conversationId: string } & Partial<
    Pick<typeof agentSession.$inferInsert, "contextState" | "modelId">
  >,
): Promise<void> {
  const { contextState, modelId } = session;
  const given = {
    ...(contextState === undefined ? {} : { contextState }),
    ...(modelId === undefined ? {} : { modelId }),
  };
  await tx
    .insert(agentSession)
    .values(session)
    .onConflictDoUpdate({
      target: [agentSession.organizationId, agentSession.conversationId],
      set: { ...given, updatedAt: new Date() },
    });
}

export function listNotes(tx: TenantTx, conversationId: string) {
  return tx
    .select({
      id: conversationNote.id,
      title: conversationNote.title,
      content: conversationNote.content,
      createdAt: conversationNote.createdAt,
    })
    .from(conversationNote)
    .where(eq(conversationNote.conversationId, conversationId))
    .orderBy(asc(conversationNote.createdAt), asc(conversationNote.id));
}

/** Asks for the end of the requests of one type that are under way in a conversation. */
export async function cancelRequests(
  tx: TenantTx,
  conversationId: string,
  agentType: (typeof agentRequest.$inferSelect)["agentType"],
): Promise<void> {
  await tx
    .update(agentRequest)
    .set({ cancelRequestedAt: new Date() })
    .where(
      and(
        eq(agentRequest.conversationId, conversationId),
        eq(agentRequest.agentType, agentType),
        inArray(agentRequest.status, ["pending", "in_progress"]),
      ),
    );
}
