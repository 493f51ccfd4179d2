import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, inject, test } from "vitest";
import { knowledgeMining } from "@/db/schema";
import { mineFiles } from "@/server/indexing/prepare-pool";
import { mineRepository } from "@/server/knowledge/mine-repository";
import { indexed } from "@/tests/support/index-folder";
import { type MinedShop, mineShop, vitestFile } from "@/tests/support/mine-shop";
import { asOwner, rowsOf } from "@/tests/support/proof/owner";
import type { Person } from "@/tests/support/sign-up";

let shop: MinedShop;
let ada: Person;
let repositoryId: string;

beforeAll(async () => {
  shop = await mineShop();
  ({ ada, repositoryId } = shop);
}, 120_000);

test("who changes entries while the miner reads loses nothing, and what they changed is judged as well", async () => {
  const { organizationId } = ada;
  const shown = await shop.entryOf("framework");
  const patterns = await ada.api.knowledge.create({
    ...{ repositoryId, category: "patterns" as const, title: "Racing", content: "Before." },
    evidence: [{ path: "src/cart.test.ts", startLine: 1, endLine: 1 }],
  });
  shop.folder.change({
    "src/cart.test.ts": `// moved on\n${vitestFile("raced").replace('"vitest"', '"tape"')}`,
  });
  await ada.api.repository.index({ id: repositoryId });
  await indexed(ada, repositoryId);
  await shop.mined();
  const stale = await ada.api.knowledge.get({ id: shown.id });
  await mineRepository({ organizationId, repositoryId, again: true }, new AbortController().signal, {
    mine: async (batches, signal) => {
      const findings = await mineFiles(batches, signal);
      // Between the reading and the writing.
      await ada.api.knowledge.regenerate({ id: stale.id, version: stale.version });
      await ada.api.knowledge.update({ ...patterns, content: "After." });
      return findings;
    },
  });
  // What was regenerated agrees with the code: by the evidence it had before, it would be stale.
  expect(await ada.api.knowledge.get({ id: shown.id })).toMatchObject({
    freshness: "fresh",
    difference: null,
    content: expect.stringContaining("tape"),
  });
  expect(await ada.api.knowledge.get({ id: patterns.id })).toMatchObject({
    content: "After.",
    freshness: "stale",
  });
});

test.runIf(inject("engine") === "postgres")(
  "nobody changes an entry between its judgement and the writing of it",
  async () => {
    const { organizationId } = ada;
    await shop.reindex({ "src/more.test.ts": vitestFile("more").replace('"vitest"', '"tape"') });
    const { id, version, freshness } = await shop.entryOf("framework");
    expect(freshness).not.toBe("fresh");
    const held = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    // The miner has the entries when it comes to this row.
    const holding = asOwner(async (tx) => {
      await tx.execute(
        sql`select from knowledge_mining where organization_id = ${organizationId} for update`,
      );
      held.resolve();
      await released.promise;
    });
    await held.promise;
    const mining = mineRepository(
      { organizationId, repositoryId, again: true },
      new AbortController().signal,
    );
    await waitingForLocks(1);
    const regenerating = ada.api.knowledge.regenerate({ id, version });
    await Promise.race([regenerating, waitingForLocks(2)]);
    released.resolve();
    await Promise.all([holding, mining, regenerating]);
    expect(await ada.api.knowledge.get({ id })).toMatchObject({ freshness: "fresh", difference: null });
  },
);

/** Waits until so many statements of this database wait for somebody else's transaction. */
async function waitingForLocks(count: number): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const [found] = await asOwner((tx) =>
      rowsOf<{ waiting: number }>(
        tx,
        `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      ),
    );
    if ((found?.waiting ?? 0) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Not ${count} of them waited.`);
}

test("what was mined is mined again on request, and by a newer miner by itself; else it is left alone", async () => {
  const mining = () =>
    asOwner((tx) =>
      tx.select().from(knowledgeMining).where(eq(knowledgeMining.organizationId, ada.organizationId)),
    );
  const mine = () =>
    mineRepository({ organizationId: ada.organizationId, repositoryId }, new AbortController().signal);
  const { id } = await shop.entryOf("gaps");
  await ada.api.knowledge.delete({ id });
  const [before] = await mining();
  await mine();
  expect(await mining()).toEqual([before]);
  await ada.api.knowledge.mine({ repositoryId });
  for (let tries = 0; (await mining())[0]?.minedAt.getTime() === before?.minedAt.getTime(); tries++) {
    if (tries > 400) throw new Error("It was not mined again.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await ada.api.knowledge.status({ repositoryId })).toMatchObject({ isBehind: false });
  expect((await shop.entryOf("gaps")).id).not.toBe(id);

  await asOwner((tx) =>
    tx
      .update(knowledgeMining)
      .set({ minerVersion: 0 })
      .where(eq(knowledgeMining.organizationId, ada.organizationId)),
  );
  expect(await ada.api.knowledge.status({ repositoryId })).toMatchObject({ isBehind: true });
  await mine();
  expect(await ada.api.knowledge.status({ repositoryId })).toMatchObject({ isBehind: false });
});
