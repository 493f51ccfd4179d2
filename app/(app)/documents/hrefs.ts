import { type LineRange, lineRangeHash } from "@/app/_code/line-range";

/** The list of a folder; null is the top. */
export const documentFolderHref = (folderId: string | null): string =>
  folderId === null ? "/documents" : `/documents?${new URLSearchParams({ folder: folderId })}`;

/** The page of a document, at these lines of its text if given. */
export const documentHref = (id: string, lines?: LineRange): string =>
  `/documents/${encodeURIComponent(id)}${lines ? `#${lineRangeHash(lines)}` : ""}`;

export const downloadHref = (id: string): string => `/api/documents/${encodeURIComponent(id)}`;
