import type { BlobCheck } from "@/server/document/check-blobs";
import { bad, type Finding, good, listOf, warning } from "./finding";

export interface Originals extends BlobCheck {
  /** Bytes of organizations that the database does not know. */
  strangers: string[];
  /** Rows, and what they weigh together. */
  count: number;
  bytes: number;
  place: string;
}

/** `missing`, `damaged`, `orphans` and `strangers` are keys. */
export function judgeOriginals(originals: Originals): Finding[] {
  const { missing, damaged, orphans, strangers, count, bytes, place } = originals;
  const findings: Finding[] = [];
  const back = `Put them back into ${place} from a backup. Their text can still be read and found; they cannot be downloaded.`;
  if (missing.length > 0)
    findings.push(bad(`${missing.length} of ${count} uploaded files are missing: ${listOf(missing)}`, back));
  if (damaged.length > 0)
    findings.push(
      bad(`${damaged.length} uploaded files are not as long as they were: ${listOf(damaged)}`, back),
    );
  if (orphans.length > 0)
    findings.push(
      warning(
        `${orphans.length} files in ${place} belong to no document: ${listOf(orphans)}`,
        "Processes that were killed leave such files. A running worker removes them within a day; there is nothing to do.",
      ),
    );
  if (strangers.length > 0)
    findings.push(
      warning(
        `${strangers.length} files in ${place} belong to no organization of this database: ${listOf(strangers)}`,
        "If another installation keeps its files there, give each its own place. Else they are left over, and can be deleted.",
      ),
    );
  if (findings.length > 0) return findings;
  return [
    good(`${count} uploaded files (${(bytes / 2 ** 20).toFixed(1)} MiB) and the documents agree, both ways`),
  ];
}
