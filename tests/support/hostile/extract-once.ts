import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { outcomeOf } from "./outcome-of";

// A process of its own that takes the text of one file (name, path) and says what that took: milliseconds by the clock and of
// the processor, and MiB of memory that the process has grown by at its peak.

const [name = "", file = ""] = process.argv.slice(2);
const MiB = 1024 * 1024;
const bytes = readFileSync(file);
// Linux forgets the peak of before; elsewhere that of the start counts as well.
const ownStatus = "/proc/self/status";
if (existsSync(ownStatus)) writeFileSync("/proc/self/clear_refs", "5");
const beforeMiB = process.memoryUsage.rss() / MiB;
const startedMs = performance.now();
const before = process.cpuUsage();
const outcome = await outcomeOf(name, bytes);
const tookMs = Math.round(performance.now() - startedMs);
const { user, system } = process.cpuUsage(before);
const workedMs = Math.round((user + system) / 1_000);
const grewMiB = Math.max(0, Math.round(peakMiB() - beforeMiB));
const shown = Object.fromEntries(
  Object.entries(outcome).map(([key, text]) => [key, String(text).slice(0, 300)]),
);
process.stdout.write(`${JSON.stringify({ tookMs, workedMs, grewMiB, outcome: shown })}\n`);

function peakMiB(): number {
  // What getrusage says begins with the memory of the process that started this one.
  const status = existsSync(ownStatus) ? readFileSync(ownStatus, "utf8") : "";
  const kibibytes = /^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Number(kibibytes) / 1024;
}
