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
import { indexed, makeFolder } from "@/tests/support/index-folder";
import { type Person, signUp } from "@/tests/support/sign-up";
import { changed, configureEmbedder, configureModel, countVectors } from "@/tests/support/use-model";

const server = await startEmbeddingServer({ dimensions: { large: 1536 }, delayMs: 40 });
afterAll(() => server.close());
afterEach(async () => {
  await stopWorker();
  configureEmbedder(undefined);
  server.refused.clear();
});

const FILES = 60;
const sources = (from = 0, count = FILES) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const n = from + index;
      return [
        `src/part${n}.ts`,
        `/** Keeps heron ${n} near the water. */\nexport function keepHeron${n}() {\n  return ${n};\n}\n`,
      ];
    }),
  );
const questions = Array.from({ length: 16 }, (_, index) => `which heron stands at the water ${index * 3}`);

/** What a person sees of every question: ids, order and scores. */
async function askAll(person: Person) {
  const answers: string[] = [];
  for (const text of questions) {
    const { items, notes } = await person.api.search.query({ text, limit: 50 });
    answers.push(
      JSON.stringify([notes, items.map(({ path, startLine, scores }) => [path, startLine, scores])]),
    );
  }
  return answers;
}

/** How many texts a model was given that were no questions. */
const chunksEmbeddedBy = (model: string) =>
  (server.counted.byModel[model] ?? []).filter((text) => !questions.includes(text)).length;

async function withIndex(model: string, files = sources()) {
  await configureModel(server, model);
  const ada = await signUp();
  const { root, change } = makeFolder("birds", files);
  const { id } = await ada.api.repository.createFromFolder({ name: "birds", path: root });
  const { run, figures } = await indexed(ada, id);
  expect(run).toMatchObject({ status: "completed", error: null });
  return { ada, id, root, change, chunks: figures.chunks };
}

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
  const { ada, root, chunks } = await withIndex("old");
  const before = await askAll(ada);
  await configureModel(server, "large");
  server.counted.byModel = {};
  // A process with the new configuration still asks the old model for questions.
  expect(await askAll(ada)).toEqual(before);
  expect(await ada.api.embedding.get()).toMatchObject({
    activeModel: nameModel("old"),
    configuredModel: nameModel("large"),
    questions: "old",
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
  expect(chunksEmbeddedBy("large")).toBe(chunks);
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
  expect(seen[0]).toEqual(before);
  // The same as an index that the new model has made from the start.
  const grace = await signUp("Grace");
  const fresh = await grace.api.repository.createFromFolder({ name: "birds", path: root });
  await indexed(grace, fresh.id);
  expect(await askAll(grace)).toEqual(after);
}, 90_000);

test("during the move of the vectors to their chunks, searches give the same results at every step", async () => {
  const { ada, chunks } = await withIndex("old");
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
}, 60_000);

test("stopped at any moment, a change goes on where it was and embeds nothing twice", async () => {
  const { ada, chunks } = await withIndex("old", sources(0, 150));
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
    setTimeout(() => stopping.abort(), Math.random() * 150);
    await runEmbeddingSlice({ organizationId, runId: run?.id ?? "" }, stopping.signal);
    stops += 1;
  }
  expect(stops).toBeGreaterThan(5);
  expect(chunksEmbeddedBy("large")).toBe(chunks);
  expect(await countVectors(ada)).toEqual({
    [`chunk ${nameModel("large")}`]: chunks,
    [`signature ${nameModel("large")}`]: chunks,
  });
}, 60_000);

test("a cancelled change leaves nothing, stays cancelled at the next start, and can be asked for again", async () => {
  const { ada, chunks } = await withIndex("old", sources(0, 150));
  const before = await askAll(ada);
  await configureModel(server, "large");
  await startWorker();
  await expect
    .poll(async () => (await countVectors(ada))[`shadow ${nameModel("large")}`] ?? 0)
    .toBeGreaterThan(0);
  await ada.api.embedding.cancel();
  await expect
    .poll(() => countVectors(ada))
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
}, 60_000);

test("two organizations change side by side, and one of them alone may be cancelled", async () => {
  const { ada } = await withIndex("old", sources(0, 150));
  const { ada: grace, chunks } = await withIndex("old", sources(500, 20));
  await configureModel(server, "large");
  await startWorker();
  const state = await changed(grace);
  expect(state.run).toMatchObject({ status: "completed", chunksTotal: chunks });
  // The larger one has not kept the smaller one waiting until its end.
  const other = (await ada.api.embedding.progress()).run;
  expect(other?.status).not.toBe("failed");
  if (other?.status === "running") await ada.api.embedding.cancel();
  expect(await askAll(grace)).toHaveLength(questions.length);
  expect((await grace.api.embedding.progress()).activeModel).toBe(nameModel("large"));
}, 60_000);
