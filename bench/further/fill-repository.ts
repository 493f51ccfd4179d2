import { sql } from "drizzle-orm";
import { withTenant } from "@/db/tenant";
import { symbolKey, symbolSuffixes } from "@/server/search/symbol-name";
import type { Person } from "@/tests/support/sign-up";

const words =
  "delivery policy backoff user account search index router query handler service model view config test client server widget";
const names = words.split(" ");
const ROWS_PER_STATEMENT = 1_000;

/** Files of some 500 bytes with two names each, in folders three deep. */
export async function fillRepository(
  { organizationId }: Person,
  repositoryId: string,
  files: number,
): Promise<void> {
  for (let start = 0; start < files; start += ROWS_PER_STATEMENT) {
    const numbers = Array.from(
      { length: Math.min(ROWS_PER_STATEMENT, files - start) },
      (_, row) => start + row,
    );
    const symbols = numbers.flatMap((number) =>
      [`computeNumber${number}`, `${wordOf(number, 4)}Number${number}`].map((name, place) => ({
        number,
        name,
        place,
      })),
    );
    await withTenant({ organizationId, as: "agent" }, async (tx) => {
      await tx.execute(sql`insert into file (id, organization_id, repository_id, path, language, size_bytes, content, content_hash,
          has_symbols, first_generation)
        select 'file-' || n.number, ${organizationId}, ${repositoryId}, n.path, 'ts', length(n.content), n.content, n.path, true, 1
        from unnest(${sql.param(numbers)}::int[], ${sql.param(numbers.map(pathOf))}::text[],
          ${sql.param(numbers.map(contentOf))}::text[]) as n (number, path, content)`);
      const array = <T>(pick: (one: (typeof symbols)[number]) => T) => sql.param(symbols.map(pick));
      await tx.execute(sql`insert into file_symbol (id, organization_id, file_id, name, key, suffixes, kind, start_line, end_line)
        select n.id, ${organizationId}, n.file_id, n.name, n.key, n.suffixes, 'function', 1, 2
        from unnest(${array((one) => `symbol-${one.number}-${one.place}`)}::text[], ${array((one) => `file-${one.number}`)}::text[],
          ${array((one) => one.name)}::text[], ${array((one) => symbolKey(one.name))}::text[],
          ${array((one) => symbolSuffixes(one.name))}::text[]) as n (id, file_id, name, key, suffixes)`);
    });
  }
}

const wordOf = (number: number, place: number): string =>
  names[(Math.imul(number + 1, 2_654_435_761 + place * 40_503) >>> (place + 3)) % names.length] ?? "";

const pathOf = (number: number): string =>
  `packages/${wordOf(number, 1)}-${wordOf(number, 2)}/src/${wordOf(number, 3)}/${wordOf(number, 4)}/${wordOf(number, 5)}-${number}.ts`;

const contentOf = (number: number): string =>
  `export function computeNumber${number}(${wordOf(number, 1)}: number) {\n  return ${wordOf(number, 4)}Number${number};\n}\n` +
  `${Array.from({ length: 6 }, (_, line) => `// ${wordOf(number, line)} ${wordOf(number + 7, line)} ${wordOf(number + 9, line)}`).join("\n")}\n` +
  (number % 1_000 === 7 ? `const needle${number}_7 = 1;\n` : "");
