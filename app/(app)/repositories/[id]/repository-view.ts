import { repositoryHref } from "../hrefs";
import { pageNumber } from "../list-input";

export const FILES_PER_PAGE = 100;
export const SKIPPED_PER_PAGE = 50;

/** What of a repository is looked at: a folder ("" is the top), or the files left out. */
export type RepositoryView = { tab: "files" | "skipped"; folder: string; page: number };

export function readRepositoryView(params: {
  get: (name: string) => string | null | undefined;
}): RepositoryView {
  const folder = (params.get("folder") ?? "").replace(/^\/+|\/+$/g, "").slice(0, 4_096);
  return {
    tab: params.get("tab") === "skipped" ? "skipped" : "files",
    folder,
    page: pageNumber(params.get("page")),
  };
}

export function repositoryViewHref(id: string, { tab, folder, page }: RepositoryView): string {
  const params = new URLSearchParams();
  if (tab === "skipped") params.set("tab", "skipped");
  else if (folder !== "") params.set("folder", folder);
  if (page > 1) params.set("page", String(page));
  return params.size === 0 ? repositoryHref(id) : `${repositoryHref(id)}?${params}`;
}

export const folderInput = (repositoryId: string, { folder, page }: RepositoryView) => ({
  repositoryId,
  folder,
  page,
  pageSize: FILES_PER_PAGE,
});

export const skippedInput = (repositoryId: string, { page }: RepositoryView) => ({
  repositoryId,
  page,
  pageSize: SKIPPED_PER_PAGE,
});
