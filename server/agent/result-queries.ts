import { and, eq } from "drizzle-orm";
import { citation, conversationNote, conversationStep } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import type { CheckedClaim } from "./check-claim";

export async function insertCitations(
  tx: TenantTx,
  of: { organizationId: string; audience: string; messageId: string; claims: CheckedClaim[] },
): Promise<void> {
  const { claims, ...owner } = of;
  const rows = claims.flatMap(({ index, citations }) =>
    citations.map((one, position) => ({ ...owner, ...one, claimIndex: index, position })),
  );
  if (rows.length > 0) await tx.insert(citation).values(rows);
}

/** One that a person approved while the step ran is there already. */
export async function insertNote(tx: TenantTx, values: typeof conversationNote.$inferInsert): Promise<void> {
  await tx.insert(conversationNote).values(values).onConflictDoNothing({ target: conversationNote.id });
}

/** Moves a step on, when it stands where it is expected; undefined otherwise. */
export async function moveStep(
  tx: TenantTx,
  at: { id: string; from: (typeof conversationStep.$inferSelect)["status"] },
  values: Partial<
    Pick<
      typeof conversationStep.$inferInsert,
      "status" | "resultMessageId" | "error" | "startedAt" | "completedAt"
    >
  >,
) {
  const [row] = await tx
    .update(conversationStep)
    .set(values)
    .where(and(eq(conversationStep.id, at.id), eq(conversationStep.status, at.from)))
    .returning({ id: conversationStep.id });
  return row;
}
