import { lineRangeHash } from "@/app/_code/line-range";

/** The address of a file's screen at some lines. */
export function fileAddress(file: {
  repositoryId: string;
  path: string;
  startLine: number;
  endLine: number;
}): string {
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  const lines = lineRangeHash({ from: file.startLine, to: file.endLine });
  return `/repositories/${encodeURIComponent(file.repositoryId)}/files/${path}#${lines}`;
}
