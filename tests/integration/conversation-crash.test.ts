import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { runKillable } from "@/tests/support/crash/run-killable";
import { wordsIn } from "@/tests/support/install-answerer";

const folder = mkdtempSync(path.join(os.tmpdir(), "carrel-answer-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("an answer whose server is killed in the middle keeps what was written, is marked interrupted, and can be asked again", {
  timeout: 120_000,
}, async () => {
  const asked = await run(["ask"], { killAfterMs: 3_500 });
  const { conversationId, messageId } = asked as { conversationId: string; messageId: string };
  const left = (await run(["look", conversationId, messageId])) as {
    text: string;
    tookMs: number;
    request: { status: string; failure: string; error: string };
  };
  expect(left.request).toMatchObject({ status: "failed", failure: "interrupted" });
  expect(left.request.error).toContain("What was written is kept");
  expect(wordsIn(left.text)).toBeGreaterThan(20);
  console.info(`settled ${left.tookMs} ms after the next start, with ${wordsIn(left.text)} words kept`);
});

/** Runs the process until it ends, or is killed so long after its first line; gives that line. */
async function run(args: string[], { killAfterMs }: { killAfterMs?: number } = {}) {
  let first: unknown;
  await runKillable({
    ...{ script: "answer-until-killed", args },
    env: inject("engine") === "pglite" ? { DATA_DIR: folder, DATABASE_URL: "" } : {},
    heard: (said, killAfter) => {
      if (first !== undefined) return;
      first = said;
      if (killAfterMs !== undefined) killAfter(killAfterMs);
    },
  });
  if (first === undefined) throw new Error("The process said nothing.");
  return first;
}
