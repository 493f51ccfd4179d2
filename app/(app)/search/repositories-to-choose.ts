/** What the filter offers; an organization with more repositories names the others with `repo:`. */
export const repositoriesToChoose = { page: 1, pageSize: 100, sortBy: "name", sortDirection: "asc" } as const;
