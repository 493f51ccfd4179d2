// As the names of our columns and inputs go, and in camelCase and snake_case: `credential`, `access_token`, `secretHash`.
const SECRET_NAME =
  /pass(word|phrase|wd)|secret|token|authori[sz]ation|cookie|credential|api_?key|private_?key|hash$|salt$|verifier|backup_?codes?/i;

/** Words of ours about a secret, as against the secret: they say what became of it. */
const STATES = new Set(["kept", "removed", "replaced", "added", "set", "none", "hidden"]);

const MAX_TEXT = 1_000;
const MAX_ITEMS = 100;
const MAX_DEPTH = 5;

/**
 * Data for a ledger that many may read for years: whatever is named like a secret becomes `hidden` unless it is one of
 * our words about it, long texts are cut, dates become text, and what jsonb cannot hold is left out.
 */
export function withoutSecrets(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, isSecret(name, value) ? "hidden" : plain(value, 1)]),
  );
}

export const namesSecret = (name: string): boolean => SECRET_NAME.test(name);

function isSecret(name: string, value: unknown): boolean {
  if (value === null || ["boolean", "number"].includes(typeof value) || !namesSecret(name)) return false;
  return !(typeof value === "string" && STATES.has(value));
}

function plain(value: unknown, depth: number): unknown {
  if (typeof value === "string") return cut(value.replaceAll("\0", ""));
  if (typeof value === "bigint") return String(value);
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return "…";
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((one) => plain(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => [name, isSecret(name, field) ? "hidden" : plain(field, depth + 1)]),
  );
}

const cut = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);
