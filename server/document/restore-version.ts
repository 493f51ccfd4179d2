import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { saveText } from "./save-text";
import { getVersion } from "./version-queries";

/** Undefined when there is no such version. Throws what `saveText` throws. */
export async function restoreVersion(
  tx: TenantTx,
  actor: Actor,
  { id, version, current }: { id: string; version: number; current: number },
) {
  const older = await getVersion(tx, { documentId: id, version, exact: true });
  if (!older) return undefined;
  const note = `Version ${version} restored`;
  const saved = await saveText(tx, actor, { id, version: current, content: older.content, note });
  if (saved?.isChanged) {
    const data = { restored: version, version: saved.version };
    await audit(tx, actor, { action: "document.restore", table: "document", id, data });
  }
  return saved;
}
