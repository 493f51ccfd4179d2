import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const VERSION = "v1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The first key seals; every key opens what it once sealed. */
export type SealingKeys = readonly [current: string, ...old: string[]];

/** A sealed value whose key is not among those given, or that was changed or moved to another place. */
export class SealBroken extends Error {
  override readonly name = "SealBroken";
}

/**
 * Encrypts a secret for the database (AES-256-GCM): `v1.KEYID.NONCE.CIPHERTEXT`. `place` names the row it is for, and
 * opening it elsewhere fails: whoever can write to the table cannot make one row use another's secret.
 */
export function seal(secret: string, place: string, [current]: SealingKeys): string {
  const { id, key } = derive(current);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return [VERSION, id, nonce.toString("base64url"), sealed.toString("base64url")].join(".");
}

/** Opens what `seal` made; `isStale` when an old key was needed, so that it should be sealed anew. Throws SealBroken. */
export function unseal(
  sealed: string,
  place: string,
  keys: SealingKeys,
): { secret: string; isStale: boolean } {
  const [version, id, nonce = "", text = ""] = sealed.split(".");
  const index = keys.findIndex((one) => derive(one).id === id);
  const material = keys[index];
  if (version !== VERSION || material === undefined)
    throw new SealBroken("No key opens this: it was sealed with another ENCRYPTION_KEY.");
  const bytes = Buffer.from(text, "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", derive(material).key, Buffer.from(nonce, "base64url"), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(place))
      .setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    const secret = Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
    return { secret: secret.toString("utf8"), isStale: index > 0 };
  } catch (cause) {
    throw new SealBroken("This was changed, or sealed for another row.", { cause });
  }
}

/** A key of 256 bits from the variable, which may be any text, and a name for it that gives nothing away. */
function derive(material: string): { id: string; key: Buffer } {
  const expand = (use: string, bytes: number) =>
    Buffer.from(hkdfSync("sha256", material, "", `carrel ${use}`, bytes));
  return { id: expand("key id", 6).toString("hex"), key: expand("seal", 32) };
}
