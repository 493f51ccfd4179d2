import { and, asc, eq, ne } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { account, passkey, user } from "@/db/schema";
import { getAuth } from "@/server/auth";
import { isProviderSetUp } from "./sign-in-providers";

/** How a person can sign in, beside their password. */
export async function listWaysIn(userId: string) {
  const { orm } = await getDatabase();
  const linked = await orm
    .select({ id: account.id, provider: account.providerId, createdAt: account.createdAt })
    .from(account)
    .where(and(eq(account.userId, userId), ne(account.providerId, "credential")))
    .orderBy(asc(account.createdAt), asc(account.id));
  const passkeys = await orm
    .select({ id: passkey.id, name: passkey.name, aaguid: passkey.aaguid, createdAt: passkey.createdAt })
    .from(passkey)
    .where(eq(passkey.userId, userId))
    .orderBy(asc(passkey.createdAt), asc(passkey.id));
  return { linked, passkeys };
}

/** How many recovery codes are left; undefined while two-factor is off. */
export async function countRecoveryCodes(userId: string): Promise<number | undefined> {
  const { orm } = await getDatabase();
  const [row] = await orm.select({ isOn: user.twoFactorEnabled }).from(user).where(eq(user.id, userId));
  if (!row?.isOn) return undefined;
  const { api } = await getAuth();
  return (await api.viewBackupCodes({ body: { userId } })).backupCodes.length;
}

/**
 * Takes a linked account away. `last` when nothing else would open the account: a passkey alone does not count, since
 * it can be lost with its device. Two at once wait for each other at the person's row.
 */
export async function unlinkAccount(userId: string, id: string): Promise<"unlinked" | "unknown" | "last"> {
  const { orm } = await getDatabase();
  return orm.transaction(async (tx) => {
    await tx.select({ id: user.id }).from(user).where(eq(user.id, userId)).for("update");
    const all = await tx
      .select({ id: account.id, provider: account.providerId, password: account.password })
      .from(account)
      .where(eq(account.userId, userId));
    const isLinked = all.some((one) => one.id === id && one.provider !== "credential");
    if (!isLinked) return "unknown";
    const opens = (one: (typeof all)[number]) =>
      one.provider === "credential" ? one.password !== null : isProviderSetUp(one.provider);
    if (!all.some((one) => one.id !== id && opens(one))) return "last";
    await tx.delete(account).where(eq(account.id, id));
    return "unlinked";
  });
}
