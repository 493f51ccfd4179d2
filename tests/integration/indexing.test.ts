import { expect, test } from "vitest";
import { indexed, makeFolder } from "@/tests/support/index-folder";
import { signUp } from "@/tests/support/sign-up";

const sample = {
  "src/retry.ts":
    "/** Waits longer after each failure. */\nexport function backoff(attempt: number) {\n  return 2 ** attempt;\n}\n",
  "README.md": "# Payments\n\nHow webhooks are retried.\n",
};

test("a folder is indexed: its files can be listed, opened, and carry their symbols", async () => {
  const ada = await signUp();
  const { root } = makeFolder("payments", sample);
  const { id } = await ada.api.repository.createFromFolder({ name: "payments", path: root });
  const repository = await indexed(ada, id);
  expect(repository.run?.error).toBeNull();
  expect(repository).toMatchObject({
    indexingStatus: "completed",
    generation: 1,
    figures: { files: 2, skipped: 0 },
  });
  const file = await ada.api.repository.file.get({ repositoryId: id, path: "src/retry.ts" });
  expect(file.content).toBe(sample["src/retry.ts"]);
  expect(file.symbols).toMatchObject([{ symbol: "backoff", startLine: 1, endLine: 4 }]);
});

test("a second run does only what changed, and readers see the new generation whole", async () => {
  const ada = await signUp();
  const { root, change } = makeFolder("payments", sample);
  const { id } = await ada.api.repository.createFromFolder({ name: "payments", path: root });
  await indexed(ada, id);
  change({ "README.md": null, "src/new.py": "def hello():\n    return 1\n" });
  await ada.api.repository.index({ id });
  const after = await indexed(ada, id);
  expect(after.run).toMatchObject({
    status: "completed",
    filesIndexed: 1,
    filesUnchanged: 1,
    filesRemoved: 1,
    embeddings: 1,
  });
  const { items } = await ada.api.repository.file.list({ repositoryId: id, pageSize: 100 });
  expect(items.map((item) => item.name)).toEqual(["src"]);
});

test("a run that finds nothing changed publishes nothing", async () => {
  const ada = await signUp();
  const { root } = makeFolder("payments", sample);
  const { id } = await ada.api.repository.createFromFolder({ name: "payments", path: root });
  await indexed(ada, id);
  await ada.api.repository.index({ id });
  const after = await indexed(ada, id);
  expect(after).toMatchObject({
    generation: 1,
    run: { status: "completed", filesUnchanged: 2, embeddings: 0 },
  });
});
