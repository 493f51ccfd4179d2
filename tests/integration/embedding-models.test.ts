import { sql } from "drizzle-orm";
import { afterAll, afterEach, expect, test } from "vitest";
import { withTenant } from "@/db/tenant";
import { createEmbedder } from "@/server/ai/embedder";
import { nameModel } from "@/server/ai/model-name";
import { startWorker, stopWorker } from "@/server/background/worker";
import { checkModel } from "@/server/embedding/check-model";
import { embedMissing } from "@/server/embedding/embed-missing";
import { claimEmbeddingRun } from "@/server/embedding/embedding-lease";
import { switchModel } from "@/server/embedding/switch-model";
import { runIndexSlice } from "@/server/indexing/run-index-slice";
import { startEmbeddingServer } from "@/tests/support/embedding-server";
import { askAll, chunksAmong, forgetHerons, herons, indexHerons, newLake } from "@/tests/support/heron-index";
import { indexed } from "@/tests/support/index-folder";
import type { Person } from "@/tests/support/sign-up";
import { changed, configureEmbedder, configureModel, countVectors } from "@/tests/support/use-model";

const dimensions = { full: 1536, wide: 2000, "text-embedding-3-large": 3072, vouched: 2000 };
const server = await startEmbeddingServer({ dimensions });
afterAll(() => server.close());
afterEach(async () => {
  await stopWorker();
  await forgetHerons();
  configureEmbedder(undefined);
  server.refused.clear();
  server.counted.byModel = {};
});

const waiting = { timeout: 60_000 };

/** Begins a change and makes every vector, but does not switch. */
async function beginChange({ organizationId, api }: Person) {
  await checkModel(organizationId);
  const { run } = await api.embedding.progress();
  const claim = await claimEmbeddingRun(organizationId, run?.id ?? "");
  if (!claim) throw new Error("The run could not be taken.");
  await embedMissing(claim, { isTimeUp: () => false, signal: new AbortController().signal });
  return claim;
}

test.each([
  ["full", {}],
  ["text-embedding-3-large", {}],
  ["vouched", { isMatryoshka: true }],
])(
  "a model of 1,536 dimensions or more that fits or may be cut takes over: %s",
  async (model, more) => {
    const { ada, chunks } = await indexHerons(server, "old", herons(12));
    await configureModel(server, model, more);
    expect((await changed(ada)).run).toMatchObject({ status: "completed", error: null });
    const lengths = await withTenant({ organizationId: ada.organizationId, as: "agent" }, async (tx) => {
      const answer = await tx.execute(
        sql`select vector_dims(embedding) as dimensions, round(l2_norm(embedding)::numeric, 2)::text as norm,
        count(*)::int as chunks from document_chunk group by 1, 2`,
      );
      return (answer as unknown as { rows: unknown[] }).rows;
    });
    expect(lengths).toEqual([{ dimensions: 1536, norm: "1.00", chunks }]);
    const { items } = await ada.api.search.query({ text: "heron 3" });
    expect(items[0]?.scores?.vector).not.toBeNull();
  },
  60_000,
);

test("a model of more dimensions that cannot be cut is refused with the way out, and searches stay as they are", async () => {
  const { ada, chunks } = await indexHerons(server, "old", herons(12));
  const before = await askAll(ada);
  await configureModel(server, "wide");
  const state = await changed(ada);
  expect(state.run).toMatchObject({
    status: "failed",
    error: expect.stringMatching(/wide gives 2000 dimensions.*EMBEDDING_MATRYOSHKA/),
  });
  expect(state).toMatchObject({ activeModel: nameModel("old"), coverage: { chunks, embedded: chunks } });
  expect(await askAll(ada)).toEqual(before);
}, 60_000);

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

test("a server that is away for a moment is asked again, and the reason shows meanwhile", async () => {
  const { ada } = await indexHerons(server, "old", herons(12));
  await configureModel(server, "new");
  server.refused.set("new", 503);
  await startWorker();
  await expect
    .poll(async () => (await ada.api.embedding.progress()).run, waiting)
    .toMatchObject({
      status: "running",
      attempts: 1,
      error: expect.stringContaining("answered with an error (503)"),
    });
  server.refused.clear();
  expect((await changed(ada)).run).toMatchObject({ status: "completed", error: null, attempts: 0 });
}, 60_000);

test("a wrong key ends the change with its reason, and trying again goes on with what is there", async () => {
  const lake = newLake();
  const { ada, chunks } = await indexHerons(server, "old", herons(80, lake));
  await configureModel(server, "new");
  const { embed, ...embedder } = createEmbedder({
    kind: "openai",
    server: { baseUrl: server.baseUrl, model: "new" },
  });
  let calls = 0;
  const failing: typeof embed = async (...given) => {
    if (++calls > 1) server.refused.set("new", 401);
    return embed(...given);
  };
  configureEmbedder({ ...embedder, embed: failing });
  expect((await changed(ada)).run).toMatchObject({
    status: "failed",
    error: expect.stringContaining("refused the key"),
  });
  server.refused.clear();
  calls = Number.NEGATIVE_INFINITY;
  await ada.api.embedding.retry();
  expect((await changed(ada)).run).toMatchObject({ status: "completed" });
  expect(chunksAmong(server.counted.byModel.new, lake)).toBe(chunks);
}, 60_000);

test("another configured model replaces a change that has not ended; back to the old one nothing is left", async () => {
  const { ada, chunks } = await indexHerons(server, "old", herons(12));
  await configureModel(server, "new");
  await beginChange(ada);
  await configureModel(server, "full");
  await checkModel(ada.organizationId);
  expect((await ada.api.embedding.progress()).run).toMatchObject({
    status: "queued",
    model: nameModel("full"),
  });
  await configureModel(server, "old");
  await startWorker();
  await expect
    .poll(() => countVectors(ada), waiting)
    .toEqual({
      [`chunk ${nameModel("old")}`]: chunks,
      [`signature ${nameModel("old")}`]: chunks,
    });
  expect(await ada.api.embedding.get()).toMatchObject({ run: { status: "superseded" }, needsChange: false });
}, 60_000);

test("chunks of one text are embedded once", async () => {
  const lake = newLake();
  const copy = `/** The same crane everywhere at ${lake}. */\nexport function crane() {\n  return 1;\n}\n`;
  const files = Object.fromEntries(["a", "b", "c"].map((folder) => [`${folder}.md`, copy]));
  const { ada, chunks } = await indexHerons(server, "old", files);
  await configureModel(server, "new");
  await changed(ada);
  expect(chunks).toBe(3);
  expect(chunksAmong(server.counted.byModel.new, lake)).toBe(1);
}, 60_000);

/** What was indexed last, as a search finds it. */
const late = async (person: Person) =>
  (await person.api.search.query({ text: "crane" })).items.find((item) => item.path === "src/late.ts");
