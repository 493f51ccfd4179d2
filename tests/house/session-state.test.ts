import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/** The few places that set something for a whole connection, each with its reason. */
const ALLOWED: Record<string, string> = {
  "db/neon-socket.ts": "a new connection takes its role; refused behind a pooler",
  "db/open-pglite.ts": "PGlite has one connection, which belongs to this process",
  "db/migrate.ts": "one connection of the migration's own, straight to Postgres",
};

/** What belongs to a connection, and behind a pooler in transaction mode to somebody else a moment later. */
const SESSION_STATE: [RegExp, string][] = [
  [/\bset_config\([^)]*,\s*false\)/i, "set_config for the session"],
  [
    /[`"']\s*set (session\b|role\b|search_path\b|[a-z_]+\.[a-z_]+ (=|to) |(statement|lock|idle|work|maintenance|hnsw|enable)[a-z_.]* (=|to) )/i,
    "SET without LOCAL",
  ],
  [/[`"'(]\s*reset role\b/i, "RESET ROLE"],
  [/\bpg_(try_)?advisory_lock(_shared)?\(/i, "an advisory lock of the session"],
  [/[`"']\s*(un)?listen [a-z"$]/i, "LISTEN"],
  [/\.prepare\(|[`"']\s*prepare \w+ as\b/i, "a named statement"],
  [/\bcreate temp(orary)? /i, "a temporary table"],
];

const complaintsOf = (text: string) =>
  SESSION_STATE.flatMap(([pattern, what]) => (pattern.test(text) ? [what] : []));

test("nothing in server and db relies on a connection being the same one twice", () => {
  const files = ["server", "db"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => path.join(folder, file)),
  );
  const found = files
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file) && !(file in ALLOWED))
    .flatMap((file) => complaintsOf(readFileSync(file, "utf8")).map((what) => `${file}: ${what}`));
  expect(found).toEqual([]);
});

test("each such statement is noticed, and what is local to a transaction is not", () => {
  const noticed = [
    "sql`set role app_tenant`",
    "query(\"set app.tenant_id = 'x'\")",
    "sql`select set_config('role', 'x', false)`",
    "select pg_advisory_lock(1)",
    "query('listen progress')",
    "orm.select().from(user).prepare('people')",
    "create temporary table x ()",
  ];
  for (const text of noticed) expect([text, complaintsOf(text)]).toEqual([text, [expect.any(String)]]);
  const fine = ["sql`set local role app_queue`", "set_config('role', $1, true)", "pg_advisory_xact_lock(1)"];
  expect(fine.flatMap(complaintsOf)).toEqual([]);
});
