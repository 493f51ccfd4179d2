import { eq } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { user } from "@/db/schema";

/** Who a signed-in person is. They may be in no organization, so no tenant transaction could tell. */
export async function getPerson(userId: string) {
  const { orm } = await getDatabase();
  const [row] = await orm
    .select({ id: user.id, name: user.name, email: user.email })
    .from(user)
    .where(eq(user.id, userId));
  return row;
}
