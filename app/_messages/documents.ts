import { formatNumber } from "@/app/_ui/number-text";

const documents = (count: number) => (count === 1 ? "1 document" : `${formatNumber(count)} documents`);
const folders = (count: number) => (count === 1 ? "1 folder" : `${formatNumber(count)} folders`);

/** Sentences of folders, documents, their viewer and their editor. */
export const documentMessages = {
  title: "Documents",
  group: "Documents",
  top: "All documents",
  tree: "Folders",
  listOf: (folder: string) => `Documents and folders in ${folder}`,
  documents,
  failedTitle: "The documents could not be read",

  upload: "Upload",
  uploadFolder: "Upload folder",
  newDocument: "New document",
  newFolder: "New folder",
  emptyTitle: "No documents yet",
  emptyBody:
    "Drop files or folders anywhere on this page, upload them, or write one here. They are found together with the code.",
  emptyBodyReader: "Nobody has added one yet. Your role can read but not add: ask a member to.",
  emptyFolderTitle: "This folder is empty",
  emptyFolderBody: "Drop files here, or move something into it.",
  dropNow: "Let go to upload into this folder",
  tooManyTaken: (limit: number) =>
    `More than ${formatNumber(limit)} files at once. Upload a folder inside it at a time, or add code as a repository.`,
  notTaken: "It could not be read. It may have been moved or closed to this browser: try it again.",
  taken: "Files that were chosen",
  leftOut: (count: number) =>
    count === 1
      ? "1 hidden file or folder was left out."
      : `${formatNumber(count)} hidden files and folders were left out.`,
  tooLarge:
    "The file is larger than 25 MiB, the most a document may have. Split it, or leave out its pictures.",

  uploads: "Uploads",
  uploadOf: (name: string) => `Upload of ${name}`,
  waiting: "Waiting",
  uploaded: "Uploaded",
  folderMade: "Folder made",
  cancelUploads: "Stop the uploads",
  clearUploads: "Close the list of uploads",
  noAnswer: "The server did not answer. Check the connection and upload it again.",

  states: {
    pending: "Waiting",
    in_progress: "Indexing",
    completed: "Indexed",
    failed: "Not indexed",
  } as Record<string, string>,
  indexAgain: "Index again",
  indexFailedTitle: "This document cannot be found by searching",

  more: (name: string) => `More about ${name}`,
  open: "Open",
  rename: "Rename",
  renameTitle: (name: string) => `Rename ${name}`,
  renameSubmit: "Save name",
  name: "Name",
  nameMissing: "Give it a name.",
  move: "Move…",
  moveTitle: (name: string) => `Move ${name}`,
  moveTo: "Into which folder",
  moveSubmit: "Move",
  moved: (name: string) => `${name} was moved`,
  moveFailed: "It could not be moved",
  newFolderTitle: "New folder",
  newFolderSubmit: "Make folder",
  newDocumentTitle: "New document",
  newDocumentHint: "Ends in .md for Markdown, in .txt for plain text.",
  newDocumentSubmit: "Write it",
  delete: "Delete",
  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteFolderBody: (inFolders: number, inDocuments: number) =>
    inFolders + inDocuments === 0
      ? "The folder is empty. You can undo this for half a minute."
      : `${[inFolders > 0 ? folders(inFolders) : "", inDocuments > 0 ? documents(inDocuments) : ""].filter(Boolean).join(" and ")} in it go as well. You can undo this for half a minute.`,
  deleteFolderCounting: "Everything in it goes as well. You can undo this for half a minute.",
  deleteDocumentBody: "Its versions and its original go as well. You can undo this for half a minute.",
  deleteConfirm: "Delete",
  deleted: (name: string) => `${name} was deleted`,
  undo: "Undo",
  undone: (name: string) => `${name} is back`,
  undoFailed: "It could not be brought back",

  views: "How to look at it",
  read: "Read",
  text: "Text",
  edit: "Edit",
  history: "Versions",
  place: "Page",
  tableOf: (name: string) => `Table of ${name}`,
  rowsShown: (shown: number, total: number) =>
    `${formatNumber(shown)} of ${formatNumber(total)} rows are shown. The text has all of them.`,
  contentOf: (name: string) => `Text of ${name}`,
  emptyTextTitle: "This document is empty",
  emptyText: "Nothing is written in it yet.",
  notReadTitle: "Its text is not read yet",
  notRead: "It appears here as soon as it has been taken from the file.",
  download: "Download",
  updated: "Changed",
  version: (version: number) => `Version ${formatNumber(version)}`,

  editorOf: (name: string) => `Write ${name}`,
  save: "Save",
  saved: "Saved",
  saving: "Saving…",
  unsaved: "Not saved yet",
  saveFailed: "It could not be saved",
  conflictTitle: "Somebody has saved this document meanwhile",
  conflictBody: (who: string | null) =>
    `${who ?? "Somebody"} has changed it since you opened it. Nothing of yours is lost: keep yours, take theirs, or merge the two in the text below.`,
  theirs: "Their text",
  keepMine: "Keep mine",
  takeTheirs: "Take theirs",
  mergeBoth: "Merge both",
  mergedClean: "Both changes are in the text now. Read it, then save.",
  mergedWithMarks: (count: number) =>
    count === 1
      ? "In one place you both changed the same lines: choose there, take the marks out, then save."
      : `In ${formatNumber(count)} places you both changed the same lines: choose there, take the marks out, then save.`,
  marksLeft: "The marks of a merge are still in the text. Choose between the lines, and take the marks out.",

  versionsTitle: "Versions",
  versionList: "Versions, newest first",
  current: "Now",
  autosaved: "Saved by itself",
  compare: "Compare with now",
  restore: "Restore this version",
  restored: (version: number) => `Version ${formatNumber(version)} is back`,
  same: "The two texts are the same.",
  comparison: "What changed since then",

  notFoundTitle: "There is no such document",
  notFoundBody:
    "It was deleted, or it belongs to another organization. Check the address, or switch organization.",
  toList: "All documents",
};
