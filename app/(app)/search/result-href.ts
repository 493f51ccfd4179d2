import { documentHref } from "../documents/hrefs";
import { entryHref, fileHref } from "../repositories/hrefs";
import type { Result } from "./use-results";

/** The page of what was found, at the lines of the passage. */
export function resultHref({
  kind,
  repositoryId,
  fileId,
  path,
  startLine,
  endLine,
}: Pick<Result, "kind" | "repositoryId" | "fileId" | "path" | "startLine" | "endLine">): string {
  if (kind === "knowledge" && repositoryId !== null) return entryHref(repositoryId, fileId);
  const lines = { from: startLine, to: endLine };
  return repositoryId === null ? documentHref(fileId, lines) : fileHref(repositoryId, path, lines);
}
