import { createHash } from "node:crypto";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { member, organization } from "@/db/schema";
import { type TenantTx, withTenant } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { Refusal } from "@/server/refusal";
import { type ImageType, imageTypeOf } from "./image-type";
import { lockAs } from "./lock-organization";

const MAX_PICTURE_BYTES = 256 * 1024;

/** The longest text that a picture can be in base64. */
export const MAX_PICTURE_TEXT = Math.ceil(MAX_PICTURE_BYTES / 3) * 4;

/** Sets the organization's picture, or takes it away (null). Each picture has an address of its own, so it may be kept. */
export async function changePicture(
  tx: TenantTx,
  by: Actor & { userId: string },
  base64: string | null,
): Promise<{ logo: string | null }> {
  const own = await lockAs(tx, { userId: by.userId, action: "organization.update" });
  const picture = base64 === null ? null : readPicture(base64);
  const logo = picture && `/api/organizations/${own.id}/picture?v=${versionOf(picture)}`;
  await tx.update(organization).set({ picture, logo }).where(eq(organization.id, own.id));
  await audit(tx, by, {
    action: "organization.set_picture",
    table: "organization",
    id: own.id,
    data: { before: own.logo, after: logo },
  });
  return { logo };
}

function readPicture(base64: string): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(base64, "base64"));
  if (bytes.length > MAX_PICTURE_BYTES)
    throw new Refusal("BAD_REQUEST", "A picture has at most 256 kB. Choose a smaller one.");
  if (!imageTypeOf(bytes))
    throw new Refusal("BAD_REQUEST", "This is no picture Carrel can show. Choose a PNG, JPEG or WebP file.");
  return bytes;
}

const versionOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex").slice(0, 12);

/** The picture of an organization for one of its members; undefined for anybody else, and where there is none. */
export async function readOrganizationPicture(
  organizationId: string,
  userId: string,
): Promise<{ type: ImageType; bytes: Uint8Array } | undefined> {
  const row = await withTenant({ organizationId, userId }, async (tx) => {
    const [found] = await tx
      .select({ bytes: organization.picture })
      .from(organization)
      .innerJoin(member, and(eq(member.organizationId, organization.id), eq(member.userId, userId)))
      .where(and(isNull(organization.deletedAt), isNotNull(organization.picture)));
    return found;
  });
  if (!row?.bytes) return undefined;
  // PGlite and node-postgres answer with different kinds of arrays.
  const bytes = new Uint8Array(row.bytes);
  const type = imageTypeOf(bytes);
  return type && { type, bytes };
}
