import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { afterAll, expect, inject, test } from "vitest";
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
  const child = spawn(
    process.execPath,
    [
      ...["--import", pathToFileURL(path.resolve("cli/end-with-parent.mjs")).href],
      ...["--import", "tsx", "--conditions=react-server", "tests/support/crash/answer-until-killed.ts"],
      ...args,
    ],
    {
      stdio: ["pipe", "pipe", "pipe"],
      env: {
        ...process.env,
        ...(inject("engine") === "pglite" ? { DATA_DIR: folder, DATABASE_URL: "" } : {}),
        LOG_LEVEL: "error",
      },
    },
  );
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  let said: unknown;
  createInterface(child.stdout).on("line", (line) => {
    if (!line.startsWith("{") || said !== undefined) return;
    said = JSON.parse(line);
    if (killAfterMs !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  });
  await new Promise((resolve) => child.on("close", resolve));
  if (said === undefined) throw new Error(`The process said nothing: ${errors}`);
  return said;
}
