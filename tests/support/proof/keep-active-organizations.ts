import { eq } from "drizzle-orm";
import { session } from "@/db/schema";
import { asOwner } from "./owner";

/** Remembers in which organization every session works. The returned function puts all of them back there. */
export async function keepActiveOrganizations(): Promise<() => Promise<void>> {
  const read = () =>
    asOwner((tx) =>
      tx.select({ id: session.id, organizationId: session.activeOrganizationId }).from(session),
    );
  const kept = await read();
  return async () => {
    const now = new Map((await read()).map((row) => [row.id, row.organizationId]));
    const moved = kept.filter((row) => now.has(row.id) && now.get(row.id) !== row.organizationId);
    await asOwner(async (tx) => {
      for (const { id, organizationId } of moved) {
        await tx.update(session).set({ activeOrganizationId: organizationId }).where(eq(session.id, id));
      }
    });
  };
}
