import { setTimeout } from "node:timers/promises";
import { like } from "drizzle-orm";
import { afterAll, afterEach, expect, test } from "vitest";
import { auditEvent } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { nameModel } from "@/server/ai/model-name";
import { startWorker, stopWorker } from "@/server/background/worker";
import { checkModel } from "@/server/embedding/check-model";
import { embedMissing } from "@/server/embedding/embed-missing";
import { claimEmbeddingRun } from "@/server/embedding/embedding-lease";
import { runEmbeddingSlice } from "@/server/embedding/run-embedding-slice";
import { moveShadows } from "@/server/embedding/shadow";
import { moveVectors, switchModel } from "@/server/embedding/switch-model";
import { startEmbeddingServer } from "@/tests/support/embedding-server";
import {
  askAll,
  chunksAmong,
  forgetHerons,
  herons,
  indexHerons,
  newLake,
  questions,
} from "@/tests/support/heron-index";
import { indexed } from "@/tests/support/index-folder";
import { type Person, signUp } from "@/tests/support/sign-up";
import { changed, configureEmbedder, configureModel, countVectors } from "@/tests/support/use-model";
import { fakeVector } from "@/tests/support/write-index";

const server = await startEmbeddingServer({ dimensions: { large: 1536 }, delayMs: 40 });
afterAll(() => server.close());
afterEach(async () => {
  await stopWorker();
  await forgetHerons();
  configureEmbedder(undefined);
  server.refused.clear();
});

const waiting = { timeout: 60_000 };

async function auditedActions({ organizationId, userId }: Person) {
  const rows = await withTenant({ organizationId, userId }, (tx) =>
    tx
      .select({ action: auditEvent.action })
      .from(auditEvent)
      .where(like(auditEvent.action, "embedding.%"))
      .orderBy(auditEvent.createdAt, auditEvent.id),
  );
  return rows.map((row) => row.action);
}

test("searches give the same results until every chunk has its new vector, then all give the new model's", async () => {
  const lake = newLake();
  const { ada, root, chunks } = await indexHerons(server, "old", herons(60, lake));
  const before = await askAll(ada);
  await configureModel(server, "large");
  server.counted.byModel = {};
  // A process with the new configuration still asks the old model for questions.
  expect(await askAll(ada)).toEqual(before);
  expect(await ada.api.embedding.get()).toMatchObject({
    activeModel: nameModel("old"),
    configuredModel: nameModel("large"),
    questions: "server",
    coverage: { chunks, embedded: chunks },
    needsChange: true,
  });

  await startWorker();
  const seen: string[][] = [];
  for (let isOver = false; !isOver; ) {
    const { run } = await ada.api.embedding.progress();
    isOver = run !== null && run.status !== "queued" && run.status !== "running";
    seen.push(await askAll(ada));
  }
  const state = await changed(ada);
  expect(state).toMatchObject({
    activeModel: nameModel("large"),
    questions: "configured",
    run: { status: "completed", phase: "done", chunksTotal: chunks, chunksDone: chunks, error: null },
    coverage: { chunks, embedded: chunks },
    isMoving: false,
    needsChange: false,
  });
  expect(chunksAmong(server.counted.byModel.large, lake)).toBe(chunks);
  expect(await countVectors(ada)).toEqual({
    [`chunk ${nameModel("large")}`]: chunks,
    [`signature ${nameModel("large")}`]: chunks,
  });

  const after = await askAll(ada);
  expect(after).not.toEqual(before);
  // Each question once had the old answer, then the new one, and never anything else.
  for (const [index] of questions.entries()) {
    const answers = seen.map((one) => one[index]);
    const turn = answers.indexOf(after[index]);
    answers.forEach((answer, at) => {
      expect(answer).toBe(turn >= 0 && at >= turn ? after[index] : before[index]);
    });
  }
  // The same as an index that the new model has made from the start.
  const grace = await signUp("Grace");
  const fresh = await grace.api.repository.createFromFolder({ name: "birds", path: root });
  await indexed(grace, fresh.id);
  expect(await askAll(grace)).toEqual(after);
}, 180_000);

test("during the move of the vectors to their chunks, searches give the same results at every step", async () => {
  const { ada, chunks } = await indexHerons(server, "old", herons(60));
  await configureModel(server, "large");
  const { organizationId } = ada;
  const as = { organizationId, as: "agent" } as const;
  await checkModel(organizationId);
  const run = (await ada.api.embedding.progress()).run;
  const claim = await claimEmbeddingRun(organizationId, run?.id ?? "");
  if (!claim) throw new Error("The run could not be taken.");
  const { signal } = new AbortController();
  const before = await askAll(ada);
  expect(await switchModel(claim)).toBe(false);
  expect(await embedMissing(claim, { isTimeUp: () => false, signal })).toBe(true);
  expect(await askAll(ada)).toEqual(before);
  expect(await switchModel(claim)).toBe(true);
  const after = await askAll(ada);
  expect(after).not.toEqual(before);
  await expect(ada.api.embedding.cancel()).rejects.toMatchObject({ code: "CONFLICT" });
  const target = { organizationId, model: claim.model };
  for (let moved = -1; moved !== 0; ) {
    moved = await withTenant(as, (tx) => moveShadows(tx, target, 17));
    expect(await askAll(ada)).toEqual(after);
    expect((await ada.api.embedding.get()).coverage).toEqual({ chunks, embedded: chunks });
  }
  expect(await moveVectors(claim.lease, () => false)).toBe(true);
  expect(await askAll(ada)).toEqual(after);
  expect((await ada.api.embedding.progress()).isMoving).toBe(false);
}, 180_000);

test("stopped at any moment, a change goes on where it was and embeds nothing twice", async () => {
  const lake = newLake();
  const { ada, chunks } = await indexHerons(server, "old", herons(150, lake));
  const before = await askAll(ada);
  await configureModel(server, "large");
  server.counted.byModel = {};
  const { organizationId } = ada;
  await checkModel(organizationId);
  let stops = 0;
  for (;;) {
    const { run } = await ada.api.embedding.progress();
    if (run?.status === "completed") break;
    if (run?.switchedAt === null) expect(await askAll(ada)).toEqual(before);
    const stopping = new AbortController();
    void setTimeout(Math.random() * 40).then(() => stopping.abort());
    await runEmbeddingSlice({ organizationId, runId: run?.id ?? "" }, stopping.signal);
    stops += 1;
  }
  expect(stops).toBeGreaterThan(5);
  expect(chunksAmong(server.counted.byModel.large, lake)).toBe(chunks);
  expect(await countVectors(ada)).toEqual({
    [`chunk ${nameModel("large")}`]: chunks,
    [`signature ${nameModel("large")}`]: chunks,
  });
}, 180_000);

test("a cancelled change leaves nothing, stays cancelled at the next start, and can be asked for again", async () => {
  const { ada, chunks } = await indexHerons(server, "old", herons(150));
  const before = await askAll(ada);
  await configureModel(server, "large");
  await startWorker();
  await expect
    .poll(async () => (await countVectors(ada))[`shadow ${nameModel("large")}`] ?? 0, waiting)
    .toBeGreaterThan(0);
  await ada.api.embedding.cancel();
  await expect
    .poll(() => countVectors(ada), waiting)
    .toEqual({
      [`chunk ${nameModel("old")}`]: chunks,
      [`signature ${nameModel("old")}`]: chunks,
    });
  expect(await askAll(ada)).toEqual(before);
  await expect(ada.api.embedding.cancel()).rejects.toMatchObject({ code: "CONFLICT" });
  await configureModel(server, "large");
  await checkModel(ada.organizationId);
  expect(await ada.api.embedding.get()).toMatchObject({ run: { status: "cancelled" }, needsChange: true });
  await ada.api.embedding.retry();
  await expect(ada.api.embedding.retry()).rejects.toMatchObject({ code: "CONFLICT" });
  expect((await changed(ada)).run).toMatchObject({ status: "completed", askedBy: "Ada" });
  await expect(ada.api.embedding.retry()).rejects.toThrow(/nothing to do/);
  expect(await auditedActions(ada)).toEqual(["embedding.cancel", "embedding.retry"]);
}, 180_000);

test("organizations take turns, and cancelling in one leaves the other alone", async () => {
  const { ada, chunks: many } = await indexHerons(server, "old", herons(150));
  const { ada: grace, chunks: few } = await indexHerons(server, "old", herons(20));
  await stopWorker();
  // 19 batches take longer than one turn, three do not.
  const embed = async (texts: string[]) => {
    await setTimeout(400);
    return texts.map(fakeVector);
  };
  configureEmbedder({ model: nameModel("slow"), textsAtOnce: 8, embed, close: async () => {} });
  for (const person of [ada, grace]) await checkModel(person.organizationId);
  expect((await changed(grace)).run).toMatchObject({ status: "completed", chunksTotal: few });
  expect((await ada.api.embedding.progress()).run).toMatchObject({ status: "running", chunksTotal: many });
  await ada.api.embedding.cancel();
  await expect
    .poll(() => countVectors(ada), waiting)
    .toEqual({
      [`chunk ${nameModel("old")}`]: many,
      [`signature ${nameModel("old")}`]: many,
    });
  expect(await countVectors(grace)).toEqual({
    [`chunk ${nameModel("slow")}`]: few,
    [`signature ${nameModel("slow")}`]: few,
  });
}, 180_000);
