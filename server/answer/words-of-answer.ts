import type { UnsupportedReason } from "./check-citation";

// What the assistant without a model says, and why a citation is refused. The server stores these sentences as messages.

export const answerWords = {
  nothing:
    "Nothing that was searched answers this. Try other words, name a function, a file or a document, or choose more places to look in.",
  introduction: (places: number, files: number) =>
    places === 1
      ? "This passage answers best:"
      : `These ${places} passages answer best, from ${files === 1 ? "one file" : `${files} files`}, the likeliest first:`,
  read: "Nothing in it answers the goal outright. This is what was read:",
  /** `name` is one that stands in the quote. */
  named: (name: string, path: string) => `\`${name}\` in ${path}`,
  unnamed: (path: string) => `From ${path}`,
  modelHint:
    "These are quotations, chosen without a language model. To get written answers, set CHAT_BASE_URL and CHAT_MODEL.",
};

export const planWords = {
  search: (goal: string) => `Search for “${goal}”`,
  read: (path: string) => `Read ${path}`,
  answer: "Answer from what was read, with citations",
  note: "Write the answer down as a note",
  entry: "Propose the answer for the repository's knowledge",
  effects: {
    reads: (files: number) =>
      files === 0
        ? "Searches the repositories of this conversation; nothing was found beforehand."
        : `Reads ${files === 1 ? "one file" : `${files} files`}; no file is changed.`,
    note: "Adds one note to this conversation.",
    entry:
      "Proposes one entry for the repository's knowledge, where everybody in the organization reads it and a person reviews it. No entry is changed.",
    free: "Asks no language model, so it costs nothing.",
  },
  noteTitle: (goal: string) => `Note: ${goal}`,
  entryTitle: (goal: string) => goal.replaceAll(/\s+/g, " ").trim().slice(0, 200),
};

const reasons: Record<UnsupportedReason, string> = {
  not_retrieved: "The passage was not among those found for this question.",
  source_gone: "The file is no longer there.",
  source_changed: "The file has changed since it was read.",
  outside_passage: "The place lies outside of the passage that was found.",
  quote_differs: "These words do not stand at that place in the file.",
  number_missing: "A number of the statement does not stand in the passage.",
  identifier_missing: "A name in the statement does not stand in the passage.",
};

export const reasonInWords = (reason: UnsupportedReason): string => reasons[reason];
