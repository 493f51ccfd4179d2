import { type ModelRequest, type Scene, startModelServer } from "../../tests/support/model-server.ts";

// A language model's server in a process of its own, so that what it sends costs the measuring one nothing. How it
// misbehaves is said by the question: `Play slow`. Prints its port.

const text = (words: number) => Array.from({ length: words }, (_, index) => `word${index}`).join(" ");

const scenes: Record<string, Scene> = {
  slow: { kind: "answer", text: text(60), pauseMs: 1_000 },
  steady: { kind: "answer", text: text(400), pauseMs: 50 },
  quick: { kind: "answer", text: text(400), pauseMs: 5 },
  hang: { kind: "hang", after: "Half of an answer" },
  busy: { kind: "status", status: 429, retryAfter: "1" },
  midway: { kind: "fail_midway", text: text(100) },
  cut: { kind: "cut", text: text(100) },
  long: { kind: "long_line", bytes: 10_000_000 },
};

const nameOf = ({ messages }: ModelRequest) =>
  /Play (\w+)/.exec(String(messages.findLast(({ role }) => role === "user")?.content))?.[1] ?? "";

const server = await startModelServer((request) => scenes[nameOf(request)] ?? { kind: "hang" });
console.log(`port ${new URL(server.baseUrl).port}`);
