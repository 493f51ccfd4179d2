import type { repositoryMessages } from "@/app/_messages/repositories";

export const PAGE_SIZE = 20;

const sorts = {
  newest: { sortBy: "createdAt", sortDirection: "desc" },
  oldest: { sortBy: "createdAt", sortDirection: "asc" },
  name: { sortBy: "name", sortDirection: "asc" },
  nameDown: { sortBy: "name", sortDirection: "desc" },
  indexed: { sortBy: "lastIndexedAt", sortDirection: "desc" },
  indexedDown: { sortBy: "lastIndexedAt", sortDirection: "asc" },
} as const satisfies Record<keyof (typeof repositoryMessages)["sorts"], unknown>;

export type Sort = keyof typeof sorts;
export type ListView = { text: string; sort: Sort; page: number };

/** The view an address asks for; what it does not say, or says wrongly, is as usual. */
export function readListView(params: { get: (name: string) => string | null | undefined }): ListView {
  const sort = params.get("sort") ?? "";
  return {
    text: (params.get("q") ?? "").slice(0, 200),
    sort: isSort(sort) ? sort : "newest",
    page: pageNumber(params.get("page")),
  };
}

/** The address of a view, without what is as usual. */
export function listHref({ text, sort, page }: ListView): string {
  const params = new URLSearchParams();
  if (text.trim() !== "") params.set("q", text);
  if (sort !== "newest") params.set("sort", sort);
  if (page > 1) params.set("page", String(page));
  return params.size === 0 ? "/repositories" : `/repositories?${params}`;
}

/** What repository.list is asked for a view. */
export function listInput({ text, sort, page }: ListView) {
  const searchQuery = text.trim();
  return { page, pageSize: PAGE_SIZE, ...sorts[sort], ...(searchQuery === "" ? {} : { searchQuery }) };
}

/** A page number from an address: 1 unless it is a whole number above. */
export function pageNumber(text: string | null | undefined): number {
  const page = Number(text ?? 1);
  return Number.isSafeInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1;
}

const isSort = (text: string): text is Sort => Object.hasOwn(sorts, text);
