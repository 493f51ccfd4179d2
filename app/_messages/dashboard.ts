import { formatNumber } from "@/app/_ui/number-text";

const files = (count: number) => (count === 1 ? "1 file" : `${formatNumber(count)} files`);

/** Sentences of the start screen. */
export const dashboardMessages = {
  title: "Home",
  searchLabel: "Search the code of this organization",
  searchPlaceholder: "What are you looking for?",

  emptyTitle: "Nothing to search yet",
  emptyBody: "Add a folder or an archive of code, and find it here by meaning and by words.",
  emptyBodyReader: "Nobody has added a repository yet. Your role can search, but not add: ask a member to.",
  addRepository: "Add a repository",

  repositories: "Repositories",
  allRepositories: "All repositories",
  failedTitle: "The repositories could not be read",

  sources: { folder: "Folder", upload: "Archive", git: "Git" } as Record<string, string>,
  states: { queued: "Waiting", running: "Indexing", failed: "Failed", cancelled: "Cancelled" } as Record<
    string,
    string
  >,
  phases: {
    waiting: "Waiting for its turn",
    listing: "Listing files",
    indexing: "Reading and embedding",
    publishing: "Publishing",
  } as Record<string, string>,
  progressOf: (name: string) => `Indexing ${name}`,
  progress: (done: number, total: number) => `${formatNumber(done)} of ${files(total)}`,
  neverIndexed: "Not indexed yet",
  indexed: "Indexed",
  lastRun: (run: { indexed: number; removed: number; unchanged: number }) =>
    [
      run.indexed > 0 ? `${files(run.indexed)} new or changed` : undefined,
      run.removed > 0 ? `${formatNumber(run.removed)} removed` : undefined,
      run.unchanged > 0 ? `${formatNumber(run.unchanged)} unchanged` : undefined,
    ]
      .filter((part) => part !== undefined)
      .join(" · "),
};
