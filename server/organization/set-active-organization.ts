import { eq } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { session } from "@/db/schema";

/** Makes an organization the one a session works in. The caller has checked the membership. */
export async function setActiveOrganization(sessionId: string, organizationId: string): Promise<void> {
  const { orm } = await getDatabase();
  await orm.update(session).set({ activeOrganizationId: organizationId }).where(eq(session.id, sessionId));
}
