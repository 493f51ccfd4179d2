/** What of a text can be right or wrong by the letter: its numbers, and the names of things in code. */
export interface StatedTokens {
  /** In one spelling: 1,000, 1_000 and 1000 are one, and so are 0x10 and 16. */
  numbers: Set<string>;
  /** Without letter case. */
  identifiers: Set<string>;
}

/**
 * The numbers and identifiers that a sentence states. An identifier is each name in backticks, and outside of them a word
 * that no prose has: `camelCase`, `snake_case`, `sha256`, `$x`, `call()`.
 */
export function statedIn(claim: string): StatedTokens {
  const text = normalized(claim);
  const identifiers = new Set<string>();
  const prose = text.replace(/(`+)([\s\S]*?)\1/g, (_, __, code: string) => {
    for (const { name } of namesIn(code)) identifiers.add(name.toLowerCase());
    return ` ${" ".repeat(code.length)} `;
  });
  for (const { name, isCalled } of namesIn(prose))
    if (isCalled || looksLikeCode(name)) identifiers.add(name.toLowerCase());
  return { numbers: numbersIn(text.replaceAll("`", " ")), identifiers };
}

/** Every number and every name that stands in a source text. */
export function standingIn(source: string): StatedTokens {
  const text = normalized(source);
  const numbers = numbersIn(text);
  // `f(1,200)` and `[100,200]` may be lists: there each number also counts by itself.
  for (const list of text.matchAll(/[([,]\s*(-?\d{1,3}(?:,\d{3})+)(?=\s*[,)\]])/g))
    for (const one of (list[1] ?? "").split(",")) numbers.add(plainNumber(one));
  return { numbers, identifiers: new Set(namesIn(text).map(({ name }) => name.toLowerCase())) };
}

/** One spelling for what Unicode spells in several: é composed or not, digits of full width. */
function normalized(text: string): string {
  return text.normalize("NFC").replace(/[\uff10-\uff19]/g, (digit) => String(digit.charCodeAt(0) - 0xff10));
}

function namesIn(text: string): { name: string; isCalled: boolean }[] {
  return [...text.matchAll(/[\p{L}_$][\p{L}\p{M}\p{N}_$]*/gu)].flatMap((match) => {
    // The x of 0x1f and the ms of 5ms belong to the number.
    const before = text[match.index - 1] ?? "";
    if (/\p{N}/u.test(before)) return [];
    return [{ name: match[0], isCalled: text[match.index + match[0].length] === "(" }];
  });
}

function looksLikeCode(name: string): boolean {
  return /[_$]|\p{Ll}\p{Lu}|\p{L}\p{N}/u.test(name);
}

const grouping = "[,_'\u00a0\u2009\u202f]";
const number = new RegExp(
  // Hexadecimal and the like; digits in groups of three; plain digits with `_` as code writes them. Versions stay whole.
  `0[xX][\\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|\\d{1,3}(?:${grouping}\\d{3})+(?!\\d)(?:\\.\\d+)*|\\d[\\d_]*(?:\\.\\d+)*(?:[eE][+-]?\\d+)?`,
  "gu",
);

function numbersIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const match of text.matchAll(number)) {
    const before = text.slice(Math.max(0, match.index - 2), match.index);
    // The digits of `sha256` and `v2` belong to a name.
    if (/[\p{L}_$]$/u.test(before)) continue;
    // A minus behind a word, a digit or a bracket takes away; alone it belongs to the number.
    const isNegative = /(^|[^\p{L}\p{N}_$)\]])[-\u2212]$/u.test(before);
    found.add(plainNumber((isNegative ? "-" : "") + match[0]));
  }
  return found;
}

/** Without grouping, leading zeros, and zeros behind the point: `1,050.0` → 1050. */
function plainNumber(written: string): string {
  const isNegative = written.startsWith("-");
  const bare = written.replace("-", "").replace(new RegExp(grouping, "gu"), "");
  const value = plainValue(bare);
  return isNegative && value !== "0" ? `-${value}` : value;
}

function plainValue(bare: string): string {
  if (/^0[xXbBoO][\da-fA-F]+$/.test(bare)) return BigInt(bare).toString();
  if (/e/i.test(bare)) return String(Number(bare));
  const parts = bare.split(".");
  if (parts.length > 2) return parts.map(withoutZeros).join(".");
  const fraction = (parts[1] ?? "").replace(/0+$/, "");
  return fraction === "" ? withoutZeros(parts[0] ?? "") : `${withoutZeros(parts[0] ?? "")}.${fraction}`;
}

const withoutZeros = (digits: string): string => digits.replace(/^0+(?=\d)/, "");
