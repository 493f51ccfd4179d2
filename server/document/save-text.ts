import type { TenantTx } from "@/db/tenant";
import type { Actor } from "@/server/audit";
import { enqueue } from "@/server/background/enqueue";
import { Refusal } from "@/server/refusal";
import { getDocument, updateText } from "./queries";
import { StaleVersion } from "./stale-version";
import { isEditable, textColumns } from "./text-of";
import { getVersion, insertVersion, replaceAutosave } from "./version-queries";

// An autosave takes the place of the one before it as long as both belong to one stretch of writing.
const STRETCH_MS = 10 * 60 * 1000;

export interface TextToSave {
  id: string;
  /** The version that was changed. */
  version: number;
  content: string;
  note?: string | undefined;
  isAutosaved?: boolean | undefined;
}

/**
 * Puts a text in the place of the version it was made from, and queues its indexing; the same text changes nothing.
 * Undefined when there is no such document; throws `StaleVersion` when somebody else was faster.
 */
export async function saveText(tx: TenantTx, actor: Actor, save: TextToSave) {
  const { organizationId, userId } = actor;
  const { id, version, content, note, isAutosaved = false } = save;
  const before = await getDocument(tx, id);
  if (!before) return undefined;
  if (!isEditable(before.mimeType))
    throw new Refusal(
      "BAD_REQUEST",
      "This document’s text was taken from a file. Upload the changed file instead.",
    );
  if (before.version !== version) throw await staleOf(tx, id, version);
  if (before.contentText === content) return { id, version, isChanged: false };
  const saved = await updateText(tx, { id, from: version }, textColumns(content));
  if (!saved) throw await staleOf(tx, id, version);
  const next = saved.version;
  const since = new Date(Date.now() - STRETCH_MS);
  const isReplaced =
    isAutosaved &&
    userId !== null &&
    (await replaceAutosave(tx, { documentId: id, userId, version: next, content, since }));
  if (!isReplaced)
    await insertVersion(tx, {
      ...{ organizationId, documentId: id, userId, version: next, content, isAutosaved },
      note: note ?? null,
    });
  await enqueue(tx, "index-document", { data: { organizationId, documentId: id }, as: "person" });
  return { id, version: next, isChanged: true };
}

async function staleOf(tx: TenantTx, id: string, version: number): Promise<Error> {
  const now = await getDocument(tx, id);
  if (!now) return new Refusal("NOT_FOUND", "This document does not exist, or is not yours to see.");
  const latest = await getVersion(tx, { documentId: id, version: now.version, exact: true });
  const base = await getVersion(tx, { documentId: id, version, exact: false });
  return new StaleVersion(
    { version: now.version, content: now.contentText ?? "", writtenBy: latest?.writtenBy ?? null },
    base ? { version: base.version, content: base.content } : null,
  );
}
