import type { TenantTx } from "@/db/tenant";
import { Refusal } from "@/server/refusal";
import { findAtPlace, getFolder } from "./folder-queries";

/** Where something stands or shall stand; `folderId` null is the top. */
export interface Place {
  folderId: string | null;
  name: string;
}

/** Refuses a folder that is not there: NOT_FOUND, whosever it is. */
export async function requireFolder(tx: TenantTx, folderId: string | null): Promise<void> {
  if (folderId !== null && !(await getFolder(tx, folderId)))
    throw new Refusal("NOT_FOUND", "This folder does not exist, or is not yours to see.");
}

/** Refuses a place whose folder is not there, or in which something else has the name already. Needs `lockTree` to stay true. */
export async function requireFreePlace(tx: TenantTx, place: Place, exceptId?: string): Promise<void> {
  await requireFolder(tx, place.folderId);
  const there = await findAtPlace(tx, place);
  if (there === undefined || there.id === exceptId) return;
  const what = there.kind === "folder" ? "A folder" : "A document";
  throw new Refusal(
    "CONFLICT",
    `${what} named “${place.name}” is in this place already. Choose another name.`,
  );
}
