/** What secretlint's preset misses. Group 1 is the secret; a text without `needs` cannot match. Every quantifier is bounded, so no text takes long. */
const ownRules: { rule: string; pattern: RegExp; needs?: string; isReal?: (secret: string) => boolean }[] = [
  {
    // The preset knows http and three databases, and passwords of letters and digits only.
    rule: "url-password",
    needs: "://",
    pattern: /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:/@"'`<>]{0,128}:([^\s/@"'`<>]{4,256})@[a-z0-9[]/gi,
    isReal: isLikelyPassword,
  },
  {
    rule: "npm-auth-token",
    pattern: /_(?:authToken|password|auth)\s{0,8}=\s{0,8}["']?([A-Za-z0-9+/=_.-]{16,512})/g,
  },
  {
    rule: "aws-session-token",
    pattern: /aws_?session_?token["']?\s{0,8}(?::|=>|=)\s{0,8}["']?([A-Za-z0-9/+=]{100,2048})/gi,
  },
  {
    rule: "slack-token",
    pattern: /\b(xox[abeoprs]-[A-Za-z0-9-]{10,256})/g,
    isReal: (token) => /\d{6}/.test(token),
  },
  { rule: "google-api-key", pattern: /(?<![A-Za-z0-9_-])(AIza[A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])/g },
  { rule: "stripe-key", pattern: /(?<![A-Za-z0-9])([sr]k_live_[A-Za-z0-9]{16,256})/g },
  {
    // Newer keys than the preset's, without the marker in the middle.
    rule: "openai-key",
    pattern: /(?<![A-Za-z0-9_-])(sk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{40,256})/g,
    isReal: hasDigitsAndBothCases,
  },
  {
    rule: "anthropic-key",
    pattern: /(?<![A-Za-z0-9_-])(sk-ant-[a-z0-9]{3,12}-[A-Za-z0-9_-]{60,256})/g,
    isReal: hasDigitsAndBothCases,
  },
];

const keyBegin = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
/** Headers, then Base64 with the line ends, quotes and marks that JSON, YAML, code or a comment puts around it. */
const keyBody =
  /(?:[\s\\nr"'#*|+]{0,64}(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset): [^\n]{0,200}){0,8}[A-Za-z0-9+/=\s\\"'`,#*|]{0,65536}/y;

/** Ranges of secrets as offsets in UTF-16 units, in no particular order. */
export function findOwnSecrets(text: string): { rule: string; start: number; end: number }[] {
  const found = privateKeys(text);
  for (const { rule, pattern, needs, isReal } of ownRules) {
    if (needs !== undefined && !text.includes(needs)) continue;
    for (const match of text.matchAll(pattern)) {
      const secret = match[1];
      if (secret === undefined || (isReal && !isReal(secret))) continue;
      const start = match.index + match[0].lastIndexOf(secret);
      found.push({ rule, start, end: start + secret.length });
    }
  }
  return found;
}

/** The preset leaves out encrypted keys, keys with headers, PGP blocks with a version, Ed25519 and cut off keys. */
function privateKeys(text: string): { rule: string; start: number; end: number }[] {
  const found: { rule: string; start: number; end: number }[] = [];
  for (const match of text.matchAll(keyBegin)) {
    const start = match.index + match[0].length;
    keyBody.lastIndex = start;
    const body = keyBody.exec(text)?.[0].trimEnd() ?? "";
    // Shorter bodies are placeholders.
    if (/[A-Za-z0-9+/=]{40}/.test(body)) found.push({ rule: "privatekey", start, end: start + body.length });
  }
  return found;
}

/** Not a placeholder or a variable to be filled in. */
function isLikelyPassword(password: string): boolean {
  if (/[{}…]|^\$\w+$|\$\(|%\w+%|%[sdv]$|%\(|\*{2}|x{4}|\.{3}/i.test(password)) return false;
  if (/^(.)\1*$/.test(password)) return false;
  return !/^(?:my|your|the|some)?[-_]?(?:pass(?:word|wd)?|pwd|secret|token|admin|root|user(?:name)?|postgres|mysql|guest|test|example|changeme|foobar)[-_]?\d{0,3}$/i.test(
    password,
  );
}

function hasDigitsAndBothCases(token: string): boolean {
  return /\d/.test(token) && /[a-z]/.test(token) && /[A-Z]/.test(token);
}
