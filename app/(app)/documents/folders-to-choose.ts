import type { Folder } from "./types";

/** All folders by path, without the one that is to be moved and those inside it. */
export function foldersToChoose(
  folders: readonly Folder[],
  movedId: string | undefined,
): { value: string; label: string }[] {
  const byParent = Map.groupBy(folders, (folder) => folder.parentFolderId);
  const below = (parentId: string | null, path: string): { value: string; label: string }[] =>
    (byParent.get(parentId) ?? [])
      .filter(({ id }) => id !== movedId)
      .flatMap(({ id, name }) => [{ value: id, label: `${path}${name}` }, ...below(id, `${path}${name} / `)]);
  return below(null, "");
}
