import { and, asc, eq, ne } from "drizzle-orm";
import { conversation, member } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { becomeAuth, enter, type Tx } from "./enter-organization";

/**
 * Gives the conversations that a person has shared to the longest-standing other owner of each organization, also of those
 * that the person has left; private ones are not touched. Where there is no other owner nobody is left to read them.
 * Inside the transaction that deletes the account; leaves it as `app_auth`.
 */
export async function handOverConversations(
  tx: Tx,
  actor: Omit<Actor, "organizationId"> & { userId: string },
): Promise<void> {
  const { userId } = actor;
  await becomeAuth(tx, { userId });
  const shared = await tx
    .selectDistinct({ organizationId: conversation.organizationId })
    .from(conversation)
    .orderBy(asc(conversation.organizationId));
  for (const { organizationId } of shared) {
    const [heir] = await tx
      .select({ userId: member.userId })
      .from(member)
      .where(
        and(eq(member.organizationId, organizationId), eq(member.role, "owner"), ne(member.userId, userId)),
      )
      .orderBy(asc(member.createdAt), asc(member.id))
      .limit(1);
    if (!heir) continue;
    await becomeAuth(tx, { userId, organizationId });
    // No condition: the policy lets this reach what the person has shared in this organization, and nothing else.
    await tx.update(conversation).set({ userId: heir.userId, pinnedAt: null });
    await enter(tx, organizationId, userId);
    await audit(
      tx as TenantTx,
      { ...actor, organizationId },
      {
        action: "conversation.hand_over",
        ...{ table: "member", id: userId },
        data: { because: "account deleted", to: heir.userId },
      },
    );
    await becomeAuth(tx, { userId });
  }
}
