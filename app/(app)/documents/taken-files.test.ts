import { expect, test } from "vitest";
import { MOST_FILES, takeChosen, takeTransfer } from "./taken-files";

const chosen = (path: string): File => {
  const file = new File(["x"], path.split("/").at(-1) ?? "");
  Object.defineProperty(file, "webkitRelativePath", { value: path.includes("/") ? path : "" });
  return file;
};

/** A tree as a browser gives it: an object is a folder, two entries a reading. */
const entryOf = (name: string, content: unknown): unknown =>
  typeof content === "string"
    ? {
        name,
        isFile: true,
        isDirectory: false,
        file: (done: (file: File) => void) => done(new File([content], name)),
      }
    : {
        ...{ name, isFile: false, isDirectory: true },
        createReader: () => {
          const left = Object.entries(content as object).map(([inner, one]) => entryOf(inner, one));
          return { readEntries: (done: (entries: unknown[]) => void) => done(left.splice(0, 2)) };
        },
      };

const transferOf = (tree: Record<string, unknown>) =>
  ({
    items: Object.entries(tree).map(([name, content]) => ({
      kind: "file",
      webkitGetAsEntry: () => entryOf(name, content),
      getAsFile: () => new File([], name),
    })),
  }) as unknown as DataTransfer;

const pathsOf = ({ files }: { files: { file: File; folders: string[] }[] }) =>
  files.map(({ file, folders }) => [...folders, file.name].join("/"));

test("a folder that is dropped comes with all that is in it, however many entries a reading gives", async () => {
  const taken = await takeTransfer(
    transferOf({
      Team: { "a.md": "a", Inner: { "b.md": "b", "c.md": "c", "d.md": "d" }, Empty: {}, ".git": { x: "x" } },
      "single.md": "s",
      ".env.example": "named by hand",
    }),
  );
  expect(pathsOf(taken)).toEqual([
    ...["Team/a.md", "Team/Inner/b.md", "Team/Inner/c.md", "Team/Inner/d.md"],
    ...["single.md", ".env.example"],
  ]);
  expect([taken.emptyFolders, taken.leftOut]).toEqual([[["Team", "Empty"]], 1]);
});

test("a folder that is chosen says by its paths where its files stood, and hidden ones are left out", () => {
  const paths = [
    "Team/a.md",
    "Team/Inner/b.md",
    "Team/.DS_Store",
    "Team/node_modules/x/y.js",
    "Team/~$a.docx",
  ];
  const taken = takeChosen(paths.map(chosen));
  expect([pathsOf(taken), taken.leftOut]).toEqual([["Team/a.md", "Team/Inner/b.md"], 3]);
  expect(pathsOf(takeChosen([chosen("plain.md")]))).toEqual(["plain.md"]);
});

test("more files than anybody means to upload at once are refused, all of them", () => {
  const many = Array.from({ length: MOST_FILES + 1 }, (_, index) => chosen(`T/${index}.md`));
  expect(() => takeChosen(many)).toThrow(/1,000 files at once/);
});
