import { documentHref } from "../documents/hrefs";
import { fileHref } from "../repositories/hrefs";
import type { Result } from "./use-results";

/** The page of what was found, at the lines of the passage. */
export function resultHref({
  repositoryId,
  fileId,
  path,
  startLine,
  endLine,
}: Pick<Result, "repositoryId" | "fileId" | "path" | "startLine" | "endLine">): string {
  const lines = { from: startLine, to: endLine };
  return repositoryId === null ? documentHref(fileId, lines) : fileHref(repositoryId, path, lines);
}
