import { eq } from "drizzle-orm";
import { newId } from "@/db/columns";
import { account, passkey, session, userPicture } from "@/db/schema";
import type { OwnerTx } from "./owner";

/** What a person's account can be asked about. */
export interface AccountIds {
  sessionId: string;
  linkedAccountId: string;
  passkeyId: string;
  pictureId: string;
}

export const newAccountIds = (): AccountIds => ({
  sessionId: newId(),
  linkedAccountId: newId(),
  passkeyId: newId(),
  pictureId: newId(),
});

/** Gives a person one more session, a linked account, a passkey and a picture, each text of which says `mark`. */
export async function fillAccount(
  tx: OwnerTx,
  person: { userId: string; mark: string; ids: AccountIds },
): Promise<void> {
  const { userId, mark, ids } = person;
  const expiresAt = new Date(Date.now() + 3_600_000);
  await tx
    .insert(session)
    .values({ id: ids.sessionId, userId, token: newId(), expiresAt, ipAddress: mark, userAgent: mark });
  await tx
    .insert(account)
    .values({ id: ids.linkedAccountId, userId, accountId: newId(), providerId: "github", scope: mark });
  await tx.insert(passkey).values({
    ...{ id: ids.passkeyId, userId, name: mark, publicKey: mark, credentialID: newId(), counter: 0 },
    ...{ deviceType: "singleDevice", backedUp: false },
  });
  await tx.delete(userPicture).where(eq(userPicture.userId, userId)).returning();
  await tx
    .insert(userPicture)
    .values({ id: ids.pictureId, userId, mimeType: "image/png", bytes: new Uint8Array([1]) });
}
