import { documentMessages as messages } from "@/app/_messages/documents";

/** What a person has dropped, pasted or chosen. */
export interface Taken {
  /** Files, each with the names of the folders it stood in, the outermost first. */
  files: { file: File; folders: string[] }[];
  /** Folders in which there was nothing. */
  emptyFolders: string[][];
  /** Hidden files and folders, which nobody means to upload. */
  leftOut: number;
}

/** Why nothing of it was taken, in words for the person. */
export class TakingProblem extends Error {
  override readonly name = "TakingProblem";
}

export const MOST_FILES = 1_000;

/** Reads what a drop or a paste carries, folders with all that is in them. Rejects with `TakingProblem`. */
export function takeTransfer(transfer: DataTransfer): Promise<Taken> {
  // All at once: after the event, and so after the first wait, the transfer is empty.
  const items = [...transfer.items].flatMap((item): (File | FileSystemEntry)[] => {
    if (item.kind !== "file") return [];
    const entry = item.webkitGetAsEntry();
    const read = entry?.isDirectory ? entry : item.getAsFile();
    return read ? [read] : [];
  });
  return walkAll(items);
}

async function walkAll(items: (File | FileSystemEntry)[]): Promise<Taken> {
  const taken: Taken = { files: [], emptyFolders: [], leftOut: 0 };
  for (const item of items) {
    // A single file is meant, whatever its name.
    if (item instanceof File) addFile(taken, item, []);
    else await walk(taken, item, []);
  }
  return taken;
}

/** Reads what was chosen as a folder, whose files carry their paths. Throws `TakingProblem`. */
export function takeChosen(files: Iterable<File>): Taken {
  const taken: Taken = { files: [], emptyFolders: [], leftOut: 0 };
  for (const file of files) {
    const path = file.webkitRelativePath.split("/").slice(0, -1);
    const isInside = path.length > 0;
    if (isInside && [...path, file.name].some(isHidden)) taken.leftOut += 1;
    else addFile(taken, file, path);
  }
  return taken;
}

async function walk(taken: Taken, entry: FileSystemEntry, folders: string[]): Promise<void> {
  if (isHidden(entry.name)) {
    taken.leftOut += 1;
    return;
  }
  if (isFile(entry)) return addFile(taken, await fileOf(entry), folders);
  const within = [...folders, entry.name];
  const entries = await entriesOf(entry as FileSystemDirectoryEntry);
  if (entries.length === 0) taken.emptyFolders.push(within);
  for (const one of entries) await walk(taken, one, within);
}

function addFile(taken: Taken, file: File, folders: string[]): void {
  taken.files.push({ file, folders });
  if (taken.files.length > MOST_FILES) throw new TakingProblem(messages.tooManyTaken(MOST_FILES));
}

/** What systems and programs leave behind in folders, and what a code's own tools have made. */
const isHidden = (name: string): boolean =>
  /^(\.|~\$)|^(thumbs\.db|desktop\.ini|node_modules|__MACOSX)$/i.test(name);

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** A reader gives some entries at a time, and none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return entries.sort((a, b) => a.name.localeCompare(b.name));
    entries.push(...some);
  }
}
