import { readFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { vector } from "@electric-sql/pglite-pgvector";
import { expect, inject, test } from "vitest";

const journal: { entries: { tag: string }[] } = JSON.parse(
  readFileSync("drizzle/meta/_journal.json", "utf8"),
);
const tags = journal.entries.map((entry) => entry.tag);
const split = tags.findIndex((tag) => tag.endsWith("_embedding_switch"));

async function migrate(client: PGlite, from: number, to: number): Promise<void> {
  for (const tag of tags.slice(from, to)) {
    for (const statement of readFileSync(`drizzle/${tag}.sql`, "utf8").split("--> statement-breakpoint"))
      await client.exec(statement);
  }
}

test.runIf(inject("engine") === "pglite")(
  "an index from before models could change goes on with the model that most of it carries",
  async () => {
    const client = new PGlite({ extensions: { vector, pg_trgm, btree_gin } });
    await migrate(client, 0, split);
    await client.exec(`
      insert into organization (id, name, slug) values ('o', 'O', 'o'), ('empty', 'E', 'e');
      insert into repository (id, organization_id, name, source_kind, generation) values ('r', 'o', 'r', 'folder', 1);
      insert into file (id, organization_id, repository_id, path, size_bytes, content_hash, first_generation)
        values ('f', 'o', 'r', 'a.ts', 1, 'h', 1);
      insert into document_chunk (id, organization_id, file_id, source_table, source_id, repository_id, position, content,
          start_char, end_char, content_hash, first_generation, tsv, word_count, embedding, embedding_model)
        select n::text, 'o', 'f', 'file', 'f', 'r', n, 'c', 0, 1, 'h', 1, '', 1, array_fill(0.1, array[1536])::real[]::halfvec,
          case when n < 3 then 'one;text-2' else 'two;text-2' end from generate_series(0, 4) as n;
      insert into chunk_signature (chunk_id, organization_id, bits, repository_id, source_table, source_id, embedding_model,
          first_generation)
        select id, 'o', binary_quantize(embedding)::bit(1536), 'r', 'file', 'f', embedding_model, 1 from document_chunk;`);
    await migrate(client, split, split + 1);
    const { rows } = await client.query("select organization_id, model, is_moving from embedding_setting");
    expect(rows).toEqual([{ organization_id: "o", model: "one;text-2", is_moving: false }]);
    const forced = await client.query(
      "select relname from pg_class where relname in ('chunk_signature', 'chunk_shadow', 'embedding_run', 'embedding_setting') and relforcerowsecurity",
    );
    expect(forced.rows).toHaveLength(4);
    await client.close();
  },
  60_000,
);
