import { sql } from "drizzle-orm";
import { afterAll, afterEach, expect, test } from "vitest";
import { withTenant } from "@/db/tenant";
import { nameModel } from "@/server/ai/model-name";
import { startWorker, stopWorker } from "@/server/background/worker";
import { checkModel } from "@/server/embedding/check-model";
import { embedMissing } from "@/server/embedding/embed-missing";
import { switchModel } from "@/server/embedding/switch-model";
import { runIndexSlice } from "@/server/indexing/run-index-slice";
import { startEmbeddingServer } from "@/tests/support/embedding-server";
import { askAll, chunksAmong, forgetHerons, herons, indexHerons, newLake } from "@/tests/support/heron-index";
import { indexed } from "@/tests/support/index-folder";
import type { Person } from "@/tests/support/sign-up";
import {
  beginChange,
  changed,
  configureEmbedder,
  configureModel,
  countVectors,
} from "@/tests/support/use-model";

const server = await startEmbeddingServer();
afterAll(() => server.close());
afterEach(async () => {
  await stopWorker();
  await forgetHerons();
  configureEmbedder(undefined);
  server.refused.clear();
  server.counted.byModel = {};
});

const waiting = { timeout: 60_000 };

test("what is indexed while the model changes can be found by both, and no chunk is ever without its vector", async () => {
  const { ada, id, change } = await indexHerons(server, "old", herons(12));
  await configureModel(server, "new");
  const claim = await beginChange(ada);
  // The index run works while everything but the switch is done.
  change({
    "src/late.ts": "/** A late crane. */\nexport function crane() {\n  return 1;\n}\n",
    "src/part3.ts": null,
  });
  await ada.api.repository.index({ id });
  const queue = {
    organizationId: ada.organizationId,
    runId: (await ada.api.repository.get({ id })).run?.id ?? "",
  };
  await runIndexSlice(queue, new AbortController().signal);
  expect((await ada.api.repository.get({ id })).run?.status).toBe("completed");
  expect(await late(ada)).toMatchObject({ path: "src/late.ts", scores: { vector: expect.any(Number) } });
  expect(await switchModel(claim)).toBe(false);
  expect((await changed(ada)).run).toMatchObject({ status: "completed" });
  expect(await late(ada)).toMatchObject({ path: "src/late.ts", scores: { vector: expect.any(Number) } });
  expect(Object.keys(await countVectors(ada))).toEqual([
    `chunk ${nameModel("new")}`,
    `signature ${nameModel("new")}`,
  ]);
}, 60_000);

test("an index run that searches overtake embeds what it has not stored with the new model", async () => {
  const lake = newLake();
  const { ada, id, change } = await indexHerons(server, "old", herons(40, lake));
  await configureModel(server, "new");
  const claim = await beginChange(ada);
  change(Object.fromEntries(Object.entries(herons(40, lake, 100))));
  await ada.api.repository.index({ id });
  const { run } = await ada.api.repository.get({ id });
  const slice = runIndexSlice(
    { organizationId: ada.organizationId, runId: run?.id ?? "" },
    new AbortController().signal,
  );
  // As soon as the run has stored something, all searches change, again and again until nothing is missing.
  await expect
    .poll(async () => (await countVectors(ada))[`chunk ${nameModel("old")}`] ?? 0, waiting)
    .toBeGreaterThan(40);
  for (;;) {
    await embedMissing(claim, { isTimeUp: () => false, signal: new AbortController().signal });
    if (await switchModel(claim)) break;
  }
  await slice;
  await startWorker();
  const repository = await indexed(ada, id);
  expect(repository.run).toMatchObject({ status: "completed", error: null });
  const state = await changed(ada);
  expect(state.coverage).toEqual({ chunks: repository.figures.chunks, embedded: repository.figures.chunks });
  expect(Object.keys(await countVectors(ada))).toEqual([
    `chunk ${nameModel("new")}`,
    `signature ${nameModel("new")}`,
  ]);
  // Every text was given to the new model once, whoever asked.
  const texts = (server.counted.byModel.new ?? []).filter((text) => text.includes(lake));
  expect(new Set(texts).size).toBe(texts.length);
}, 60_000);

test("when nobody has the old model any more, words answer and say why, and an index run waits for the change", async () => {
  const lake = newLake();
  const { ada, id, change } = await indexHerons(server, "old", herons(12, lake));
  await configureModel(server, "new");
  server.refused.set("old", 404);
  const { notes, items } = await ada.api.search.query({ text: "heron 3" });
  expect(notes.join()).toMatch(/Found by words alone.*does not know the model old/);
  expect(items[0]?.path).toBe("src/part3.ts");
  await checkModel(ada.organizationId);
  change(herons(2, lake, 50));
  await ada.api.repository.index({ id });
  const { run } = await ada.api.repository.get({ id });
  await runIndexSlice(
    { organizationId: ada.organizationId, runId: run?.id ?? "" },
    new AbortController().signal,
  );
  expect((await ada.api.repository.get({ id })).run).toMatchObject({ status: "running", phase: "waiting" });
  await changed(ada);
  expect((await indexed(ada, id)).run).toMatchObject({ status: "completed", filesIndexed: 2 });
  expect(chunksAmong(server.counted.byModel.old, lake)).toBe(12);
}, 60_000);

test("when the change to another model was cancelled, an index run that needs the lost one says what to do", async () => {
  const lake = newLake();
  const { ada, id, change } = await indexHerons(server, "old", herons(12, lake));
  await stopWorker();
  configureEmbedder({ model: "another;text-1", embed: async () => [], close: async () => {} });
  await checkModel(ada.organizationId);
  await ada.api.embedding.cancel();
  expect(await ada.api.embedding.get()).toMatchObject({ questions: "not", needsChange: true });
  expect((await ada.api.search.query({ text: "heron 3" })).notes.join()).toMatch(
    /part of this version no more/,
  );
  change(herons(1, lake, 50));
  await ada.api.repository.index({ id });
  const { run } = await indexed(ada, id);
  expect(run).toMatchObject({ status: "failed", error: expect.stringMatching(/Settings, Embeddings/) });
}, 60_000);

test("a new version of the embedded text leaves questions as they are, and new chunks stand beside the old", async () => {
  const lake = newLake();
  const { ada, id, change, chunks } = await indexHerons(server, "old", herons(12, lake));
  // As if another version of the text had been embedded.
  const earlier = "old;text-1";
  await withTenant({ organizationId: ada.organizationId, as: "agent" }, async (tx) => {
    for (const table of ["document_chunk", "chunk_signature"])
      await tx.execute(sql`update ${sql.identifier(table)} set embedding_model = ${earlier}`);
    await tx.execute(sql`update embedding_setting set model = ${earlier}`);
  });
  const before = await askAll(ada);
  expect(await ada.api.embedding.get()).toMatchObject({
    questions: "configured",
    coverage: { chunks, embedded: chunks },
  });
  change({ "src/late.ts": "/** A late crane. */\nexport function crane() {\n  return 1;\n}\n" });
  await ada.api.repository.index({ id });
  await indexed(ada, id);
  expect(await late(ada)).toMatchObject({ path: "src/late.ts", scores: { vector: expect.any(Number) } });
  expect(await countVectors(ada)).toMatchObject({
    [`chunk ${earlier}`]: chunks,
    [`chunk ${nameModel("old")}`]: 1,
  });
  change({ "src/late.ts": null });
  await ada.api.repository.index({ id });
  await indexed(ada, id);
  expect(await askAll(ada)).toEqual(before);
  server.counted.byModel = {};
  await checkModel(ada.organizationId);
  await changed(ada);
  expect(chunksAmong(server.counted.byModel.old, lake)).toBe(chunks);
  expect(await askAll(ada)).toEqual(before);
}, 60_000);

/** What was indexed last, as a search finds it. */
const late = async (person: Person) =>
  (await person.api.search.query({ text: "crane" })).items.find((item) => item.path === "src/late.ts");
