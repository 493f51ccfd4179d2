/** What the start screen lists: never indexed ones first, because they want looking after, then the latest indexed. */
export const recentRepositories = {
  page: 1,
  pageSize: 20,
  sortBy: "lastIndexedAt",
  sortDirection: "desc",
} as const;
