import { sql } from "drizzle-orm";
import { afterAll, afterEach, expect, test } from "vitest";
import { withTenant } from "@/db/tenant";
import { createEmbedder } from "@/server/ai/embedder";
import { nameModel } from "@/server/ai/model-name";
import { startWorker, stopWorker } from "@/server/background/worker";
import { checkModel } from "@/server/embedding/check-model";
import { startEmbeddingServer } from "@/tests/support/embedding-server";
import { askAll, chunksAmong, forgetHerons, herons, indexHerons, newLake } from "@/tests/support/heron-index";
import {
  beginChange,
  changed,
  configureEmbedder,
  configureModel,
  countVectors,
} from "@/tests/support/use-model";

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
