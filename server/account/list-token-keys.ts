import { gt, isNull, or } from "drizzle-orm";
import type { Orm } from "@/db/client";
import { jwks } from "@/db/schema";

/** How long the tokens of a retired key are still taken: longer than any token lasts. */
export const KEY_GRACE_MS = 60 * 60 * 1000;

/**
 * The keys that sign and check bearer tokens. Better Auth by itself would check against every key there ever was, so
 * that one that leaked would open doors for ever. All are of its default kind (EdDSA), hence neither `alg` nor `crv`.
 */
export async function listTokenKeys(orm: Orm) {
  const { id, publicKey, privateKey, createdAt, expiresAt } = jwks;
  const rows = await orm
    .select({ id, publicKey, privateKey, createdAt, expiresAt })
    .from(jwks)
    .where(or(isNull(expiresAt), gt(expiresAt, new Date(Date.now() - KEY_GRACE_MS))));
  return rows.map(({ expiresAt, ...key }) => (expiresAt === null ? key : { ...key, expiresAt }));
}
