import { getBlobStore } from "@/server/blob/get-blob-store";

/** The bytes of a document: its original, or its text where it was written here. Undefined when the store has lost them. */
export async function readOriginal(document: {
  storageKey: string | null;
  contentText: string | null;
}): Promise<Buffer | undefined> {
  const { storageKey, contentText } = document;
  if (storageKey === null) return Buffer.from(contentText ?? "");
  return getBlobStore().get(storageKey);
}
