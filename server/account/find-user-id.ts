import { eq } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { user } from "@/db/schema";

/** Whose account an address belongs to; undefined when it is nobody's. */
export async function findUserId(email: string): Promise<string | undefined> {
  const { orm } = await getDatabase();
  const [row] = await orm
    .select({ id: user.id })
    .from(user)
    .where(eq(user.email, email.trim().toLowerCase()));
  return row?.id;
}
