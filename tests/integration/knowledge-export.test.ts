import { beforeAll, expect, test } from "vitest";
import { makeFolder } from "@/tests/support/index-folder";
import { type MinedShop, mineShop } from "@/tests/support/mine-shop";
import type { Person } from "@/tests/support/sign-up";

let shop: MinedShop;
let ada: Person;
let repositoryId: string;

beforeAll(async () => {
  shop = await mineShop();
  ({ ada, repositoryId } = shop);
}, 120_000);

test("what is exported comes back without loss, and edited words are taken over", async () => {
  const { id, version } = await shop.entryOf("assertions");
  await ada.api.knowledge.create({
    ...{ repositoryId, category: "hooks" as const, title: "Before each", content: "Slowly." },
  });
  await ada.api.knowledge.review({ id, version, review: "accepted" });
  const { files } = await ada.api.knowledge.export({ repositoryId, form: "categories" });
  const [agents] = (await ada.api.knowledge.export({ repositoryId, form: "agents" })).files;
  expect(agents?.name).toBe("AGENTS.md");
  expect(agents?.text).toContain("expect.toBe");
  const again = await ada.api.knowledge.import({ repositoryId, files });
  expect(again).toMatchObject({ created: 0, updated: 0, faults: [] });

  const other = makeFolder("knowledge-copy", { "src/a.ts": "export const a = 1;\n" });
  const copy = await ada.api.repository.createFromFolder({ name: "copy", path: other.root });
  const taken = await ada.api.knowledge.import({ repositoryId: copy.id, files });
  expect(taken).toMatchObject({ created: again.unchanged, updated: 0, faults: [] });
  const back = await ada.api.knowledge.export({ repositoryId: copy.id, form: "categories" });
  const withoutIds = (text: string) => text.replaceAll(/"id":"[^"]*",/g, "").replace(/^# .*/, "");
  expect(back.files.map(({ text }) => withoutIds(text))).toEqual(files.map(({ text }) => withoutIds(text)));

  // Only what people have accepted goes to agents; that too comes back as it was.
  const agentsOnly = [{ name: agents?.name ?? "", text: agents?.text ?? "" }];
  expect(await ada.api.knowledge.import({ repositoryId, files: agentsOnly })).toMatchObject({
    ...{ created: 0, updated: 0, faults: [] },
  });
  const edited = files.map((one) => ({ ...one, text: one.text.replace("Slowly.", "Quickly.") }));
  // Whatever else is given with it, the edited copy is taken.
  edited.push(...agentsOnly);
  expect(await ada.api.knowledge.import({ repositoryId, files: edited })).toMatchObject({
    created: 0,
    updated: 1,
  });
  expect((await ada.api.knowledge.list({ repositoryId, searchQuery: "Quickly" })).items).toHaveLength(1);
});

test("entries of any words come back into another repository as they were, by either export", async () => {
  const folderOf = (name: string) => makeFolder(name, { "src/a.ts": "export const a = 1;\n" });
  const made = async (name: string) =>
    (await ada.api.repository.createFromFolder({ name, path: folderOf(name).root })).id;
  const from = await made("awkward");
  const contents = [
    "# A heading\n\n## Another\n\n- a\n  - b",
    "```ts\n<!-- /carrel:entry -->\n```\n\n~~~\n## no heading\n~~~",
    '<!-- carrel:entry {"id":"x"} -->\n## Not an entry\n\nx\n<!-- /carrel:entry -->',
    "one\r\ntwo\rthree\n",
    "👩🏽‍💻 é e\u0301 \u2028 line \ufeff {{ $& }}",
    "\n\n  \n",
    "",
  ];
  for (const [index, content] of contents.entries())
    await ada.api.knowledge.create({
      ...{ repositoryId: from, category: index % 2 ? ("mocks" as const) : ("gaps" as const), content },
      title: `${index} --> 🪶 #`,
    });
  const said = async (id: string) => {
    const { items } = await ada.api.knowledge.list({ repositoryId: id, pageSize: 100 });
    return items.map(({ category, title, content, wording, review, sourceFiles }) => ({
      ...{ category, title, content, wording, review, sourceFiles },
    }));
  };
  for (const form of ["categories", "agents"] as const) {
    const { files } = await ada.api.knowledge.export({ repositoryId: from, form });
    const to = await made(`awkward ${form}`);
    const imported = await ada.api.knowledge.import({ repositoryId: to, files });
    expect(imported).toMatchObject({ created: contents.length, faults: [] });
    expect(await said(to)).toEqual(await said(from));
    expect(await ada.api.knowledge.import({ repositoryId: from, files })).toMatchObject({
      ...{ created: 0, updated: 0, unchanged: contents.length },
    });
  }
});
