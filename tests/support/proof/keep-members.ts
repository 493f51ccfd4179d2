import { eq } from "drizzle-orm";
import { member } from "@/db/schema";
import { asOwner } from "./owner";

/** Remembers who is a member of what, and as what. The returned function brings back whoever went or was changed. */
export async function keepMembers(): Promise<() => Promise<void>> {
  const kept = await asOwner((tx) => tx.select().from(member));
  return () =>
    asOwner(async (tx) => {
      const now = new Map((await tx.select().from(member)).map((row) => [row.id, row]));
      for (const row of kept) {
        const found = now.get(row.id);
        if (!found) await tx.insert(member).values(row).onConflictDoNothing();
        else if (found.role !== row.role)
          await tx
            .update(member)
            .set({ role: row.role, updatedAt: row.updatedAt })
            .where(eq(member.id, row.id));
      }
    });
}
