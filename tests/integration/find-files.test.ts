import { beforeAll, expect, test } from "vitest";
import { type Person, signUp } from "@/tests/support/sign-up";
import { installFakeEmbedder, publish, writeGeneration, writeIndex } from "@/tests/support/write-index";

installFakeEmbedder();

let ada: Person;
let id: string;
beforeAll(async () => {
  ada = await signUp("Ada");
  ({ id } = await writeIndex(ada, "zoo", [
    ...["src/animals/cat.ts", "src/animals/caterpillar.ts", "docs/concatenate.md", "c/a/t.py"].map(
      (path) => ({
        path,
        content: path,
      }),
    ),
    { path: "bin/cat.exe", content: "", skippedReason: "The file is not text." },
    { path: "vendor/", content: "", skippedReason: "left out as a whole" },
  ]));
});

const find = async (text: string, more = {}) =>
  ada.api.repository.file.find({ repositoryId: id, text, pageSize: 100, ...more });
const paths = (answer: { items: { path: string }[] }) => answer.items.map(({ path }) => path);

test("files anywhere in the repository are found by characters in their order, the best first", async () => {
  const { items, hasNext } = await find("cat");
  expect(paths({ items })).toEqual([
    "bin/cat.exe",
    "src/animals/cat.ts",
    "src/animals/caterpillar.ts",
    "docs/concatenate.md",
    "c/a/t.py",
  ]);
  expect(hasNext).toBe(false);
  expect(items[0]).toMatchObject({ skippedReason: "The file is not text.", positions: [4, 5, 6] });
  expect(paths(await find("sacat"))).toEqual(["src/animals/cat.ts", "src/animals/caterpillar.ts"]);
  expect(paths(await find("zebra"))).toEqual([]);
  expect(paths(await find("vendor"))).toEqual([]);
});

test("pages follow each other, and hold at most 100", async () => {
  const first = await find("cat", { pageSize: 2 });
  expect(first.hasNext).toBe(true);
  const second = await find("cat", { pageSize: 2, page: 2 });
  expect([...paths(first), ...paths(second)]).toEqual(paths(await find("cat")).slice(0, 4));
  await expect(find("cat", { pageSize: 101 })).rejects.toThrow();
  await expect(find(" ")).rejects.toThrow("Write a part of a path.");
});

test("only the published generation is looked through", async () => {
  const bea = await signUp("Bea");
  const { id: repositoryId, fileIds } = await writeIndex(bea, "own", [{ path: "old.ts", content: "1" }]);
  const files = [{ path: "new.ts", content: "2" }];
  await writeGeneration(bea, { repositoryId, generation: 2, files, replaces: fileIds });
  const ask = async (text: string) => paths(await bea.api.repository.file.find({ repositoryId, text }));
  expect([await ask("old"), await ask("new")]).toEqual([["old.ts"], []]);
  await publish(bea, repositoryId, 2);
  expect([await ask("old"), await ask("new")]).toEqual([[], ["new.ts"]]);
});

test("another organization's repository is like one that never existed", async () => {
  const mallory = await signUp("Mallory");
  const failures = await Promise.all(
    [id, "00000000-0000-7000-8000-000000000000"].map((repositoryId) =>
      mallory.api.repository.file.find({ repositoryId, text: "cat" }).catch((error: Error) => error.message),
    ),
  );
  expect(failures[0]).toMatch(/does not exist/);
  expect(failures[0]).toBe(failures[1]);
});
