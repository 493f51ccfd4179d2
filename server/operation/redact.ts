const CENSOR = "[redacted]";
const MAX_DEPTH = 6;

const SECRET_NAME =
  /pass(word|phrase|wd)|secret|token|authori[sz]ation|cookie|credential|api[-_]?key|private[-_]?key|verifier/i;

/** What a secret looks like wherever it stands in a line of the log, with what takes its place. */
const PATTERNS: [RegExp, string][] = [
  // drizzle's own message ends with the values of the statement: rows, hashes of passwords, session tokens.
  [/\\nparams: (?:[^"\\]|\\.)*/g, `\\nparams: ${CENSOR}`],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${CENSOR}`],
  [/\beyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]+/g, CENSOR],
  [/([a-z][\w+.-]*:\/\/)[^\s"'/@]*:[^\s"']*@/gi, `$1${CENSOR}@`],
  [/(session_(?:token|data)=)[^;\s"]+/gi, `$1${CENSOR}`],
  [/([?&](?:token|code|state|key|password|secret|access_token)=)[^&\s"]+/gi, `$1${CENSOR}`],
];

/** A function that blots secrets out of a finished line: by their looks, and `values` wherever they stand. */
export function makeScrubber(values: (string | undefined)[]): (line: string) => string {
  const known = values
    .filter((value): value is string => value !== undefined && value.length >= 8)
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]);
  return (line) => {
    let scrubbed = line;
    for (const value of new Set(known)) scrubbed = scrubbed.replaceAll(value, CENSOR);
    for (const [pattern, replacement] of PATTERNS) scrubbed = scrubbed.replace(pattern, replacement);
    return scrubbed;
  };
}

/** The fields of a log line without what their names call secret; errors lose the values that drivers put into them. */
export function redactFields(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return describeError(value, depth);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (depth >= MAX_DEPTH) return "[deeper]";
  if (Array.isArray(value)) return value.map((one) => redactFields(one, depth + 1));
  const entries =
    value instanceof Headers || value instanceof Map ? [...value.entries()] : Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, field]) => [
      name,
      SECRET_NAME.test(String(name)) && !["number", "boolean"].includes(typeof field)
        ? CENSOR
        : redactFields(field, depth + 1),
    ]),
  );
}

// Postgres' `detail` and `where` hold whole rows, and drizzle's `params` the values of a statement: none of them is here.
const ERROR_FIELDS = [
  "code",
  "severity",
  "constraint",
  "table",
  "column",
  "routine",
  "status",
  "digest",
] as const;

function describeError(error: Error, depth: number): Record<string, unknown> {
  const fields = error as Error & Partial<Record<(typeof ERROR_FIELDS)[number], unknown>>;
  const message = error.message.split("\nparams: ", 1)[0] ?? "";
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message,
    ...Object.fromEntries(
      ERROR_FIELDS.flatMap((name) =>
        ["string", "number"].includes(typeof fields[name]) ? [[name, fields[name]]] : [],
      ),
    ),
    stack: `${error.name}: ${message}\n${frames.join("\n")}`,
    ...(error.cause === undefined || depth >= MAX_DEPTH
      ? {}
      : { cause: redactFields(error.cause, depth + 1) }),
    ...(error instanceof AggregateError && depth < MAX_DEPTH
      ? { errors: error.errors.map((one) => redactFields(one, depth + 1)) }
      : {}),
  };
}
