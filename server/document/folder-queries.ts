import { and, asc, count, eq, inArray, isNull, sql } from "drizzle-orm";
import { document, folder } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

const isHere = isNull(folder.deletedAt);

/** All folders by name, each with how many documents stand directly in it. */
export async function listFolders(tx: TenantTx) {
  const folders = await tx
    .select({ id: folder.id, parentFolderId: folder.parentFolderId, name: folder.name })
    .from(folder)
    .where(isHere)
    .orderBy(asc(sql`lower(${folder.name})`), asc(folder.id));
  const counts = await tx
    .select({ folderId: document.folderId, documents: count() })
    .from(document)
    .where(isNull(document.deletedAt))
    .groupBy(document.folderId);
  const byFolder = new Map(counts.map((one) => [one.folderId, one.documents]));
  return {
    folders: folders.map((one) => ({ ...one, documents: byFolder.get(one.id) ?? 0 })),
    documents: byFolder.get(null) ?? 0,
  };
}

export async function getFolder(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({ id: folder.id, parentFolderId: folder.parentFolderId, name: folder.name })
    .from(folder)
    .where(and(eq(folder.id, id), isHere));
  return row;
}

export async function countFolders(tx: TenantTx): Promise<number> {
  const [row] = await tx.select({ folders: count() }).from(folder).where(isHere);
  return row?.folders ?? 0;
}

export async function insertFolder(
  tx: TenantTx,
  values: Pick<typeof folder.$inferInsert, "organizationId" | "userId" | "parentFolderId" | "name">,
) {
  const [row] = await tx
    .insert(folder)
    .values(values)
    .returning({ id: folder.id, parentFolderId: folder.parentFolderId, name: folder.name });
  return row;
}

export async function updateFolder(
  tx: TenantTx,
  id: string,
  to: { name: string } | { parentFolderId: string | null },
) {
  const [row] = await tx
    .update(folder)
    .set(to)
    .where(and(eq(folder.id, id), isHere))
    .returning({ id: folder.id, parentFolderId: folder.parentFolderId, name: folder.name });
  return row;
}

/** The folders around a folder, itself first, the outermost last. */
export async function listAncestors(tx: TenantTx, id: string): Promise<{ id: string; name: string }[]> {
  const rows = await tx.execute(sql`
    with recursive around (id, name, parent_folder_id, depth) as (
      select id, name, parent_folder_id, 1 from folder where id = ${id} and deleted_at is null
      union all
      select f.id, f.name, f.parent_folder_id, around.depth + 1
      from folder f join around on f.id = around.parent_folder_id where around.depth < 1000)
    select id, name from around order by depth`);
  return (rows as unknown as { rows: { id: string; name: string }[] }).rows;
}

/** A folder and all folders below it, with how deep the deepest lies (1 for none below). */
export async function listSubtree(tx: TenantTx, id: string): Promise<{ ids: string[]; depth: number }> {
  const answer = await tx.execute(sql`
    with recursive below (id, depth) as (
      select id, 1 from folder where id = ${id} and deleted_at is null
      union all
      select f.id, below.depth + 1 from folder f join below on f.parent_folder_id = below.id
      where f.deleted_at is null and below.depth < 1000)
    select id, depth from below`);
  const { rows } = answer as unknown as { rows: { id: string; depth: number }[] };
  return { ids: rows.map((row) => row.id), depth: Math.max(0, ...rows.map((row) => row.depth)) };
}

export async function countDocumentsIn(tx: TenantTx, folderIds: string[]): Promise<number> {
  if (folderIds.length === 0) return 0;
  const [row] = await tx
    .select({ documents: count() })
    .from(document)
    .where(and(inArray(document.folderId, folderIds), isNull(document.deletedAt)));
  return row?.documents ?? 0;
}

/** What stands under a name in one place: a folder or a document, or nothing. `folderId` null is the top. */
export async function findAtPlace(
  tx: TenantTx,
  { folderId, name }: { folderId: string | null; name: string },
): Promise<{ id: string; kind: "folder" | "document" } | undefined> {
  const [folderRow] = await tx
    .select({ id: folder.id })
    .from(folder)
    .where(
      and(
        eq(folder.name, name),
        folderId === null ? isNull(folder.parentFolderId) : eq(folder.parentFolderId, folderId),
        isHere,
      ),
    );
  if (folderRow) return { id: folderRow.id, kind: "folder" };
  const [documentRow] = await tx
    .select({ id: document.id })
    .from(document)
    .where(
      and(
        eq(document.name, name),
        folderId === null ? isNull(document.folderId) : eq(document.folderId, folderId),
        isNull(document.deletedAt),
      ),
    );
  return documentRow && { id: documentRow.id, kind: "document" };
}
