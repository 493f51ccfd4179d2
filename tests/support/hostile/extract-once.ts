import { readFileSync } from "node:fs";
import { outcomeOf } from "./outcome-of";

// A process of its own that takes the text of one file (name, path) and says what that took: milliseconds, and MiB of memory
// that the process has grown by at its peak.

const [name = "", file = ""] = process.argv.slice(2);
const MiB = 1024 * 1024;
const bytes = readFileSync(file);
const beforeMiB = process.memoryUsage.rss() / MiB;
const startedMs = performance.now();
const outcome = await outcomeOf(name, bytes);
const tookMs = Math.round(performance.now() - startedMs);
const grewMiB = Math.max(0, Math.round(process.resourceUsage().maxRSS / 1024 - beforeMiB));
const shown = Object.fromEntries(
  Object.entries(outcome).map(([key, text]) => [key, String(text).slice(0, 300)]),
);
process.stdout.write(`${JSON.stringify({ tookMs, grewMiB, outcome: shown })}\n`);
