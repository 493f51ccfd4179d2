import { formatNumber } from "@/app/_ui/number-text";

/** Sentences around code: passages, whole files and their symbols. */
export const codeMessages = {
  code: "Code",
  line: (line: number) => `Line ${line}`,
};

/** Sentences of the file screen. */
export const fileMessages = {
  notFoundTitle: "This file is not in the index",
  notFoundBody:
    "It may have been renamed or removed since the link was made, or it was never part of this repository.",
  toRepository: "Go to the repository",
  failedTitle: "The file could not be shown",
  codeOf: (path: string) => `Content of ${path}`,
  lines: (count: string, isOne: boolean) => `${count} ${isOne ? "line" : "lines"}`,
  copyPath: "Copy path",
  copyLink: "Copy link",
  copyContent: "Copy content",
  copiedPath: "Path copied",
  copiedLink: "Link copied",
  copiedContent: "Content copied",
  more: "More about this file",
  goToLine: "Go to line",
  goToLineHint: (last: string) => `A line from 1 to ${last}, or a range such as 10-20.`,
  goToLineWrong: (last: string) => `Write a line from 1 to ${last}, or a range such as 10-20.`,
  go: "Go",
  goToDefinition: "Go to definition",
  goToDefinitionOf: (name: string) => `Go to definition of ${name}`,
  definitionName: "Name of a function, type or constant",
  definitionHint: "Ctrl or ⌘ and a press on a name in the code does the same.",
  definitionNone: (name: string) => `Nothing called “${name}” is declared in this organization’s code.`,
  definitionNoneBody:
    "It may come from a library, or from a repository that was indexed before names were kept.",
  definitionFailed: "The definition could not be looked up",
  definitionCut: (count: number) => `The nearest ${formatNumber(count)} are shown.`,
  definitions: "Definitions",
  inThisFile: "This file",
  definitionAt: (name: string, path: string, line: number) => `${name}, ${path}, line ${line}`,
  group: "This file",
  symbols: "Symbols",
  filterSymbols: "Filter symbols",
  noSymbols: "No named parts were found in this file.",
  moreSymbols: (count: number) => `And ${formatNumber(count)} more: filter to find them.`,
  noSymbolMatch: "No symbol matches.",
  symbolAt: (name: string, line: number) => `${name}, line ${line}`,
  secretsTitle: (count: number) =>
    count === 1 ? "A secret was blotted out on this line:" : "Secrets were blotted out on these lines:",
  secretsBody: (count: number) =>
    count === 1
      ? "Nothing of it was stored. If it is real, change it: it is still in the source."
      : "Nothing of them was stored. If they are real, change them: they are still in the source.",
  skippedTitle: "This file was skipped",
  skippedBody: "Its content is not kept, and searches do not find it.",
  emptyTitle: "This file is empty",
  emptyBody: "There is nothing in it to show or to search.",
  plainFrom: (line: string) => `Colours end at line ${line}; the rest is shown plain.`,
};
