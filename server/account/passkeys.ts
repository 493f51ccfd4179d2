import { and, eq } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { passkey } from "@/db/schema";

export async function renamePasskey(userId: string, id: string, name: string) {
  const { orm } = await getDatabase();
  const [renamed] = await orm
    .update(passkey)
    .set({ name })
    .where(and(eq(passkey.id, id), eq(passkey.userId, userId)))
    .returning({ id: passkey.id, name: passkey.name });
  return renamed;
}

/** Nobody is locked out by it: a password or a linked account is always left. */
export async function removePasskey(userId: string, id: string) {
  const { orm } = await getDatabase();
  const [removed] = await orm
    .delete(passkey)
    .where(and(eq(passkey.id, id), eq(passkey.userId, userId)))
    .returning({ id: passkey.id });
  return removed;
}
