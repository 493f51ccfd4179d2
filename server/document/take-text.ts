import { withTenant } from "@/db/tenant";
import { getBlobStore } from "@/server/blob/get-blob-store";
import { extractText } from "./extract/extract-text";
import { ExtractionRefusal } from "./extract/extracted";
import { type Claim, getStorageKey, storeExtracted } from "./indexing-queries";

/**
 * Takes the text of a claimed document from its bytes and stores it; undefined when the document has changed meanwhile.
 * Throws `ExtractionRefusal`: the original stays where it is.
 */
export async function takeText(
  organizationId: string,
  claim: Claim,
  signal: AbortSignal,
): Promise<string | undefined> {
  const asAgent = <T>(work: Parameters<typeof withTenant<T>>[1]) =>
    withTenant({ organizationId, as: "agent" }, work);
  const { documentBlobId, mimeType } = claim;
  const key = documentBlobId === null ? undefined : await asAgent((tx) => getStorageKey(tx, documentBlobId));
  const bytes = key === undefined ? undefined : await getBlobStore().get(key);
  if (!bytes)
    throw new ExtractionRefusal(
      "The file is not in the store any more. Tell the operator: the disk may have lost it.",
    );
  const extracted = await extractText({ mimeType, bytes }, signal);
  return (await asAgent((tx) => storeExtracted(tx, claim, extracted))) ? extracted.text : undefined;
}
