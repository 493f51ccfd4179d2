import { expect, test } from "vitest";
import { hostileDocuments } from "@/tests/support/hostile/corpus";
import { MOST_MIB, MOST_MS, measure } from "@/tests/support/hostile/measure";
import { faultOf, outcomeOf } from "@/tests/support/hostile/outcome-of";

// Time is the processor's: how long another's work takes says nothing about a file. By the clock, and each in a process of
// its own, they are measured by bench/hostile-documents.ts.

test.each(hostileDocuments)("$what ends within two seconds, and as it should", async ({
  name,
  make,
  ends,
}) => {
  const bytes = make();
  const before = process.cpuUsage();
  const outcome = await outcomeOf(name, bytes);
  const { user, system } = process.cpuUsage(before);
  expect(faultOf(outcome, ends)).toBeUndefined();
  expect((user + system) / 1_000).toBeLessThan(MOST_MS);
});

// The others stay far below; the bench measures them all.
const largest = /noise|page unpacks a thousandfold|three million/;

test.each(
  hostileDocuments.filter(({ what }) => largest.test(what)),
)("$what lets the process grow by 150 MiB at most", async (document) => {
  const { grewMiB, fault } = await measure(document);
  expect(fault).toBeUndefined();
  expect(grewMiB).toBeLessThanOrEqual(MOST_MIB);
});
