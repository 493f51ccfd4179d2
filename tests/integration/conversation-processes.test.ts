import { asc, eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { newId } from "@/db/columns";
import { agentEvent } from "@/db/schema";
import { startWorker } from "@/server/background/worker";
import { settled } from "@/tests/support/conversation";
import { FleetProcess } from "@/tests/support/fleet/process";
import { follow } from "@/tests/support/follow";
import { wordsIn } from "@/tests/support/install-answerer";
import { asOwner } from "@/tests/support/proof/owner";
import { signUp } from "@/tests/support/sign-up";

// The embedded database belongs to one process: this runs on a server only (vitest.config.ts).
const writer = new FleetProcess("tests/support/crash/say-words.ts", { LOG_LEVEL: "error" }, /^\{"isReady"/);
afterAll(() => writer.kill());

test("readers in another process than the writer get every event once and in order, also when it is killed in the middle", {
  timeout: 60_000,
}, async () => {
  const [ada] = await Promise.all([signUp(), writer.start()]);
  const { id } = await ada.api.conversation.create({});
  const reader = follow(ada, [id]);
  await reader.begun();
  const ask = (text: string) =>
    ada.api.message.send({ conversationId: id, text, clientKey: newId(), parentMessageId: null });
  const rowsOf = (requestId: string) =>
    asOwner((tx) =>
      tx
        .select({ sequence: agentEvent.sequence, type: agentEvent.type, data: agentEvent.eventData })
        .from(agentEvent)
        .where(eq(agentEvent.agentRequestId, requestId))
        .orderBy(asc(agentEvent.sequence)),
    );
  const toldOf = (one: typeof reader, requestId: string) =>
    one
      .events()
      .filter((event) => event.requestId === requestId)
      .map(({ sequence, type, data }) => ({ sequence, type, data }));
  const wordsOf = (events: { type: string; data: Record<string, unknown> }[]) =>
    events.map(({ type, data }) => (type === "text" ? String(data.text) : "")).join("");

  const whole = await ask("A few words, please.");
  await reader.until(({ type, requestId }) => type === "settled" && requestId === whole.requestId);
  expect(toldOf(reader, whole.requestId)).toEqual(await rowsOf(whole.requestId));
  const said = await settled(ada, id, whole.responseMessageId);
  expect(wordsIn(said.text)).toBe(30);
  expect(wordsOf(toldOf(reader, whole.requestId))).toBe(said.text);

  const cut = await ask("As many words as there are.");
  const ofCut = (least: number) =>
    reader.until(({ requestId, sequence }) => requestId === cut.requestId && sequence >= least);
  await ofCut(3);
  const later = follow(ada, [id], reader.lastId());
  await later.begun();
  await ofCut(4);
  writer.kill();
  // Nothing came but from rows: no word that stood in none yet.
  expect(reader.tails() + later.tails()).toBe(0);
  const killedMs = performance.now();
  await startWorker();
  const isEnd = ({ type, requestId }: { type: string; requestId: string }) =>
    type === "settled" && requestId === cut.requestId;
  await Promise.all([reader.until(isEnd), later.until(isEnd)]);
  console.info(`settled ${Math.round(performance.now() - killedMs)} ms after the writer was killed`);

  const rows = await rowsOf(cut.requestId);
  expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, at) => at + 1));
  expect(toldOf(reader, cut.requestId)).toEqual(rows);
  const resumed = toldOf(later, cut.requestId);
  expect(resumed.length).toBeGreaterThan(0);
  expect(resumed).toEqual(rows.slice(-resumed.length));
  expect(new Set(resumed.map(({ sequence }) => sequence)).size).toBe(resumed.length);
  const left = await settled(ada, id, cut.responseMessageId);
  expect(left.request).toMatchObject({ status: "failed", failure: "interrupted" });
  expect(wordsIn(left.text)).toBeGreaterThan(20);
  expect(wordsOf(rows)).toBe(left.text);
  await Promise.all([reader.close(), later.close()]);
});
