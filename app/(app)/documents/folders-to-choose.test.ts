import { expect, test } from "vitest";
import { foldersToChoose } from "./folders-to-choose";

const folder = (id: string, parentFolderId: string | null) => ({
  id,
  parentFolderId,
  name: id,
  documents: 0,
});
const folders = [folder("a", null), folder("b", "a"), folder("c", "b"), folder("d", null)];

test("folders are offered by their paths", () => {
  expect(foldersToChoose(folders, undefined).map(({ label }) => label)).toEqual([
    "a",
    "a / b",
    "a / b / c",
    "d",
  ]);
});

test("a folder is not offered to itself, nor what is inside it", () => {
  expect(foldersToChoose(folders, "b").map(({ value }) => value)).toEqual(["a", "d"]);
});
