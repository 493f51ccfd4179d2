/** All that a repository's screen shows at once. */
export const listInput = (repositoryId: string, searchQuery = "") => ({
  repositoryId,
  pageSize: 100,
  ...(searchQuery.trim() === "" ? {} : { searchQuery: searchQuery.trim().slice(0, 200) }),
});
