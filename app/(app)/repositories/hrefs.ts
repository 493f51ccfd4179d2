import { type LineRange, lineRangeHash } from "@/app/_code/line-range";

export const repositoryHref = (id: string): string => `/repositories/${encodeURIComponent(id)}`;

/** What the team knows about the testing of a repository. */
export const knowledgeHref = (id: string): string => `${repositoryHref(id)}/knowledge`;

/** One entry of that. */
export const entryHref = (id: string, entryId: string): string =>
  `${knowledgeHref(id)}?${new URLSearchParams({ entry: entryId })}`;

/** The page of a repository with this folder open; "" is the top. */
export function folderHref(id: string, folder: string): string {
  return folder === "" ? repositoryHref(id) : `${repositoryHref(id)}?${new URLSearchParams({ folder })}`;
}

/** The page of a file, at these lines if given. Every character a path can hold survives. */
export function fileHref(id: string, path: string, lines?: LineRange): string {
  const segments = path.split("/").map(encodeURIComponent).join("/");
  return `${repositoryHref(id)}/files/${segments}${lines ? `#${lineRangeHash(lines)}` : ""}`;
}

/** The path of a file from the segments of its page's address. */
export const pathOfSegments = (segments: readonly string[]): string => segments.map(decodeSegment).join("/");

/**
 * A segment as a title. Next hands a page its segments encoded, but since 16.2 hands generateMetadata decoded ones
 * (vercel/next.js#95343): here both are read, because a title may be wrong about a literal "%20" where a path may not.
 */
export function titleOfSegment(segment: string): string {
  const decoded = decodeSegment(segment);
  return encodeURIComponent(decoded) === segment ? decoded : segment;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A lone % typed by hand stands for itself.
    return segment;
  }
}
