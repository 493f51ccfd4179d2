import { z } from "zod";
import { quoteLiteral } from "@/db/transaction";
import { blobPrefix } from "@/server/blob/blob-key";
import type { BlobStore } from "@/server/blob/blob-store";
import { compareBlobs, OLD_MS } from "@/server/document/check-blobs";
import { type Finding, warning } from "./finding";
import { judgeOriginals } from "./judge-originals";
import type { Connection } from "./open-connection";

type Query = Connection["query"];

/** Holds every row that names an uploaded file against the store's bytes, both ways. Reads only. */
export async function checkOriginals(query: Query, store: BlobStore): Promise<Finding[]> {
  try {
    const before = new Date(Date.now() - OLD_MS);
    // First: bytes whose row has come meanwhile are no orphans.
    const stored = await Array.fromAsync(store.listAll());
    const { prefixes, rows } = await readRows(query);
    const isOurs = ({ key }: { key: string }) => prefixes.has(key.split("/", 1)[0] ?? "");
    const found = compareBlobs(stored.filter(isOurs), rows, before);
    // What was uploaded since the listing is not missing.
    const fresh = new Set(rows.flatMap((row) => (row.isFresh ? [row.storageKey] : [])));
    return judgeOriginals({
      ...{ ...found, missing: found.missing.filter((key) => !fresh.has(key)) },
      strangers: stored.filter((one) => !isOurs(one)).map(({ key }) => key),
      count: rows.length,
      bytes: rows.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      place: store.place,
    });
  } catch (error) {
    return [
      warning(
        `Uploaded documents and their files could not be compared: ${error instanceof Error ? error.message : error}`,
        "Mend what is said about the store, the login and its roles, then call the doctor again.",
      ),
    ];
  }
}

/** As the product reads it, one organization after the other: row security would hide all of them from an owner. */
async function readRows(query: Query) {
  await query("begin transaction isolation level repeatable read read only");
  try {
    await query("select set_config('role', 'app_login', true)");
    const organizations = z
      .array(z.object({ id: z.string() }))
      .parse(await query("select id from organization"));
    await query("select set_config('role', 'app_agent', true)");
    const rows = [];
    for (const { id } of organizations) {
      await query(`select set_config('app.tenant_id', ${quoteLiteral(id)}, true)`);
      rows.push(...z.array(row).parse(await query(rowsSql)));
    }
    return { prefixes: new Set(organizations.map(({ id }) => blobPrefix(id))), rows };
  } finally {
    await query("rollback");
  }
}

const row = z.object({ storageKey: z.string(), sizeBytes: z.number(), isFresh: z.boolean() });
const rowsSql = `
  select storage_key as "storageKey", size_bytes::float8 as "sizeBytes", created_at > now() - interval '1 hour' as "isFresh"
  from document_blob`;
