import { randomBytes } from "node:crypto";
import { deflateRawSync } from "node:zlib";

export const MiB = 1024 * 1024;

/** A file that means harm, or that nobody can read. */
export interface HostileDocument {
  what: string;
  name: string;
  make: () => Buffer;
  /** Why it is refused; or what of it is taken as text, which then does nothing. */
  ends: { refused: RegExp } | { text: RegExp };
}

export const zeros = (bytes: number) => deflateRawSync(Buffer.alloc(bytes));
export const doctype = (root: string) =>
  `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]><${root}>&b;</${root}>`;
export const laughs = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">${Array.from(
  { length: 12 },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
).join("")}]><sst><si><t>&l12;</t></si></sst>`;
export const nested = (tag: string, depth: number) =>
  `${`<${tag}>`.repeat(depth)}${`</${tag}>`.repeat(depth)}`;
/** What does not pack, so that what packs well beside it looks honest. */
export const padding = (bytes: number) => ({ name: "media/image1.png", data: randomBytes(bytes), method: 0 });

export const bombs = { refused: /zip bomb/ };
export const definitions = { refused: /definitions of a document type/ };
export const deep = { refused: /nested more than/ };
export const damaged = { refused: /damaged/ };
export const password = { refused: /password/ };
export const tooMuch = { refused: /more memory|more than|longer than/ };
