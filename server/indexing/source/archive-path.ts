import { isUtf8 } from "node:buffer";
import { type SourceLimits, SourceRefusal } from "./limits.ts";
import type { SkipCode } from "./listed-file.ts";

/** A cleaned path, empty for the archive's own root; `skip` if it must not be listed under it. */
export type ArchivePath = { path: string; skip: SkipCode | undefined };

/**
 * Cleans the name of an archive's entry: `./` and doubled slashes go.
 * Throws `unsafe_path` for a name that leads outside. Files are written under numbers, so such a name could do no
 * harm here; but who packs one means harm, and later tools may join it to a folder.
 */
export function cleanArchivePath(name: string, limits: SourceLimits): ArchivePath {
  if (leadsOutside(name)) {
    throw new SourceRefusal(
      "unsafe_path",
      `This archive holds an entry that leads outside of it (${JSON.stringify(name.slice(0, 120))}). Nothing was added. Pack the folder again with an ordinary tool.`,
    );
  }
  const segments = name.split("/").filter((segment) => segment !== "" && segment !== ".");
  const path = segments.join("/");
  return { path, skip: skipCodeOfPath(path, segments, limits) };
}

/** Names are UTF-8 in practice; where they are not, each byte becomes a Latin-1 character, so none are lost. */
export function decodeName(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString("utf8") : bytes.toString("latin1");
}

/** Whether a name is absolute, climbs out of its folder, or could on another system. */
export function leadsOutside(name: string): boolean {
  return (
    name.includes("\0") ||
    /^[/\\]/.test(name) ||
    /^[a-z]:/i.test(name) ||
    name.split(/[/\\]/).some((segment) => segment === "..")
  );
}

/** Why a path is not listed although it is harmless: too long, too deep, or with control characters. */
export function skipCodeOfPath(path: string, segments: string[], limits: SourceLimits): SkipCode | undefined {
  if (Buffer.byteLength(path) > limits.maxPathBytes) return "path_too_long";
  if (segments.some((segment) => Buffer.byteLength(segment) > limits.maxNameBytes)) return "path_too_long";
  if (segments.length > limits.maxDepth) return "too_deep";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\u0001-\u001f\u007f-\u009f]/.test(path)) return "strange_name";
  return undefined;
}
