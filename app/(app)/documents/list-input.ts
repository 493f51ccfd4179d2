export const PAGE_SIZE = 100;

/** What `document.list` is asked: the server's prefetch and the screen must say exactly the same. */
export const listInput = (folderId: string | null, page: number) => ({
  folderId: folderId || null,
  page: Number.isInteger(page) && page > 0 ? page : 1,
  pageSize: PAGE_SIZE,
});
