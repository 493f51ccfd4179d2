import { formatNumber } from "@/app/_ui/number-text";

const entries = (count: number) => (count === 1 ? "1 entry" : `${formatNumber(count)} entries`);
const inFiles = (count: number) => (count === 1 ? "1 file" : `${formatNumber(count)} files`);

/** Sentences of the screen about what a team knows of a repository's testing. */
export const knowledgeMessages = {
  title: "Knowledge",
  open: "Knowledge",
  failed: "The knowledge could not be read",
  categories: {
    framework: "Framework",
    patterns: "Patterns",
    mocks: "Mocks",
    fixtures: "Fixtures",
    selectors: "Selectors",
    routes: "Routes",
    assertions: "Assertions",
    hooks: "Hooks",
    utilities: "Helpers",
    coverage: "Coverage",
    gaps: "Gaps",
    improvements: "Improvements",
  },
  status: ({
    total,
    fresh,
    stale,
    contradicted,
  }: Record<"total" | "fresh" | "stale" | "contradicted", number>) =>
    [
      entries(total),
      ...(fresh > 0 ? [`${formatNumber(fresh)} fresh`] : []),
      ...(stale > 0 ? [`${formatNumber(stale)} stale`] : []),
      ...(contradicted > 0 ? [`${formatNumber(contradicted)} contradicted`] : []),
    ].join(" · "),
  mined: (files: number) => `mined from ${inFiles(files)}`,
  notMined: "not mined yet",
  behind: "What was mined is out of date.",
  mine: "Mine again",
  mining: "Mining has begun. Entries and their freshness follow in a moment.",
  mineFailed: "Mining could not be started",

  emptyTitle: "Nothing is known yet",
  emptyBody:
    "After a repository is indexed its tests are mined for what they use. A repository without tests has nothing to say; write an entry yourself.",
  nothingFoundTitle: "No entry fits",
  nothingFoundBody: "Try other words, or clear the search.",
  search: "Search these entries",

  fresh: "Fresh",
  stale: "Stale",
  contradicted: "Contradicted",
  proposed: "Proposed",
  accepted: "Accepted",
  rejected: "Rejected",
  edited: "Edited",
  byAssistant: "By the assistant",
  fromConversation: "Conversation",
  wordedByModel: "Worded by a language model. The numbers and places below are read from the code.",
  reviewedBy: (name: string | null) => `by ${name ?? "somebody who has left"}`,

  evidence: (count: number) => (count === 1 ? "1 place" : `${formatNumber(count)} places`),
  whyStale: "What has changed since",
  count: (key: string, before: number, now: number) =>
    before === 0
      ? `${key} is new, in ${inFiles(now)}`
      : now === 0
        ? `${key} is gone; it was in ${inFiles(before)}`
        : `${key} is in ${inFiles(now)}; it was in ${formatNumber(before)}`,
  turned: (keys: string[]) => `${keys.join(", ")} does not lead any more.`,
  placeChanged: "says something else now",
  fileGone: (path: string, text: string | undefined) =>
    text === undefined || text === "" ? `${path} is gone` : `${path} is gone; it said: ${text}`,
  stood: "Before: ",
  stands: "Now: ",
  moreChanges: (count: number) => (count === 1 ? "and 1 more" : `and ${formatNumber(count)} more`),

  accept: "Accept",
  reject: "Reject",
  edit: "Edit",
  delete: "Delete",
  regenerate: "Regenerate",
  changeFailed: "The entry was not changed",

  create: "New entry",
  createTitle: "New entry",
  editTitle: "Edit entry",
  save: "Save",
  category: "Category",
  entryTitle: "Title",
  content: "Text",
  contentHint: "Markdown. Once you save, mining never changes it.",
  deleteTitle: (title: string) => `Delete “${title}”?`,
  deleteBody:
    "The entry goes for everybody and cannot be brought back. Mining may propose the category anew.",
  deleteConfirm: "Delete entry",

  regenerateTitle: "Regenerate this entry?",
  regenerateBody: "The text is replaced by what mining says now, and proposed anew.",
  before: "Now",
  after: "After that",
  unchanged: "Mining says the same as now: nothing would change.",
  keeps: "A person wrote or edited this entry, or nothing was found for it: it stays as it is.",

  transfer: "Export and import",
  exportAgents: "Export AGENTS.md (accepted entries)",
  exportCategories: "Export Markdown by category",
  import: "Import Markdown…",
  exportFailed: "The files could not be made",
  importFailed: "The files could not be taken over",
  imported: (created: number, updated: number, unchanged: number) =>
    `${entries(created)} added, ${formatNumber(updated)} changed, ${formatNumber(unchanged)} the same`,
  faults: (faults: string[]) => `Not read: ${faults.join("; ")}`,
};
