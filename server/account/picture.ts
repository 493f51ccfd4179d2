import { and, eq, exists, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { getDatabase } from "@/db/client";
import { newId } from "@/db/columns";
import { member, user, userPicture } from "@/db/schema";
import { readPicture } from "./read-picture";

/** Bytes. A square of 256 pixels, as the browser makes it, has a tenth of it. */
export const MAX_PICTURE_BYTES = 200_000;
const MAX_SIDE = 512;

export type PictureRefusal = "no picture" | "too large" | "not square";

/** Puts a picture in place of the one before, or says why not. */
export async function setPicture(userId: string, bytes: Uint8Array): Promise<PictureRefusal | undefined> {
  if (bytes.byteLength > MAX_PICTURE_BYTES) return "too large";
  const picture = readPicture(bytes);
  if (!picture || picture.width === 0) return "no picture";
  if (picture.width !== picture.height || picture.width > MAX_SIDE) return "not square";
  const { orm } = await getDatabase();
  const id = newId();
  await orm.transaction(async (tx) => {
    await tx.delete(userPicture).where(eq(userPicture.userId, userId));
    await tx.insert(userPicture).values({ id, userId, mimeType: picture.mimeType, bytes });
    await tx
      .update(user)
      .set({ image: `/api/picture/${id}` })
      .where(eq(user.id, userId));
  });
  return undefined;
}

export async function removePicture(userId: string): Promise<void> {
  const { orm } = await getDatabase();
  await orm.transaction(async (tx) => {
    await tx.delete(userPicture).where(eq(userPicture.userId, userId));
    await tx.update(user).set({ image: null }).where(eq(user.id, userId));
  });
}

/** A picture as `viewerId` may see it: their own, or that of somebody they share an organization with. */
export async function getPicture(id: string, viewerId: string) {
  const { orm } = await getDatabase();
  const theirs = alias(member, "theirs");
  const fellowship = orm
    .select({ id: member.id })
    .from(member)
    .innerJoin(theirs, eq(theirs.organizationId, member.organizationId))
    .where(and(eq(member.userId, viewerId), eq(theirs.userId, userPicture.userId)));
  const [row] = await orm
    .select({ mimeType: userPicture.mimeType, bytes: userPicture.bytes })
    .from(userPicture)
    .where(and(eq(userPicture.id, id), or(eq(userPicture.userId, viewerId), exists(fellowship))));
  return row;
}
