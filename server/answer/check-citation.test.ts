import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  FAULTS,
  type Generated,
  generateAnswers,
  readSource,
} from "@/tests/support/citations/generated-answers";
import type { Passage, Source } from "./answer";
import { checkCitation } from "./check-citation";

describe("over 1,200 generated answers about real files", () => {
  let answers: Generated[];
  beforeAll(async () => {
    answers = await generateAnswers(100, 43);
  });
  const isAlarm = ({ citation, ...context }: Generated) =>
    checkCitation(citation, context).verdict === "unsupported";

  test("at least 99 % of the planted faults are found, and at most 1 % of what is right is called a fault", () => {
    const share = (some: Generated[]) => some.filter(isAlarm).length / some.length;
    const byKind = Object.entries(Object.groupBy(answers, (one) => one.kind));
    console.info(byKind.map(([kind, some]) => `${kind}: ${share(some ?? [])} of ${some?.length}`).join("\n"));
    const faulty = answers.filter((one) => one.isFaulty);
    const right = answers.filter((one) => !one.isFaulty);
    expect(faulty).toHaveLength(100 * FAULTS.length);
    expect(share(faulty)).toBeGreaterThanOrEqual(0.99);
    expect(share(right)).toBeLessThanOrEqual(0.01);
  });
});

const content =
  "/** Waits 1_500 ms. */\r\nexport const retryDelay = (n: number) => Math.min(n * -2, 0x10) + 20n; // café 🦉\n";
let source: Source;
let passage: Passage;
beforeAll(async () => {
  const read = await readSource("src/retry.ts", content);
  source = read.source;
  passage = { ...(read.passages[0] as Passage), startChar: 0, endChar: content.length, content };
});
const check = (claimText: string, quote = content, startChar = content.indexOf(quote)) =>
  checkCitation(
    { chunkId: passage.chunkId, quote, startChar, endChar: startChar + quote.length },
    { retrieved: [passage], source, claimText },
  );

test.each([
  ["It waits 1,500 ms.", "supported"],
  ["It waits 1500 ms.", "supported"],
  ["It waits 1\u202f500 ms.", "supported"],
  ["It waits 1.5 s.", "number_missing"],
  ["It waits 150 ms.", "number_missing"],
  ["It multiplies by -2.", "supported"],
  ["It multiplies by 2.", "number_missing"],
  ["At most 16.", "supported"],
  ["It adds 20.", "supported"],
  ["`retryDelay` decides.", "supported"],
  ["RetryDelay decides.", "supported"],
  ["retry decides; `retry` too.", "identifier_missing"],
  ["retryDelayMs decides.", "identifier_missing"],
  ["It calls sleep().", "identifier_missing"],
  ["Described in src/retry.ts, at the café.", "supported"],
  ["Described in `retry.ts`.", "supported"],
  ["Described in `other.ts`.", "identifier_missing"],
])("%s → %s", (claim, expected) => {
  const verdict = check(claim);
  expect("reason" in verdict ? verdict.reason : verdict.verdict).toBe(expected);
});

test("a quote of another state of the file is not accepted, though its words still stand there", () => {
  const quote = "retryDelay";
  const startChar = content.indexOf(quote);
  const citation = { chunkId: passage.chunkId, quote, startChar, endChar: startChar + quote.length };
  const now = { ...source, contentHash: "another" };
  expect(checkCitation(citation, { retrieved: [passage], source: now, claimText: "" })).toEqual({
    verdict: "unsupported",
    reason: "source_changed",
  });
  expect(checkCitation(citation, { retrieved: [], source, claimText: "" })).toMatchObject({
    reason: "not_retrieved",
  });
});

test("a quote from outside of the chunk it names is not accepted", () => {
  passage = { ...passage, endChar: 10 };
  expect(check("", "retryDelay")).toMatchObject({ reason: "outside_passage" });
  passage = { ...passage, endChar: content.length };
});

test("any part of a source is accepted at its own place, and nowhere else", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", minLength: 1 }),
      fc.nat(),
      fc.nat(),
      fc.nat(),
      (text, a, b, c) => {
        const at = (n: number) => n % (text.length + 1);
        const [startChar, endChar] = [Math.min(at(a), at(b)), Math.max(at(a), at(b))];
        const quote = text.slice(startChar, endChar);
        fc.pre(quote.trim() !== "");
        const whole = { ...passage, startChar: 0, endChar: text.length, content: text };
        const context = { retrieved: [whole], source: { ...source, content: text }, claimText: "" };
        const citation = { chunkId: passage.chunkId, quote, startChar, endChar };
        expect(checkCitation(citation, context).verdict).toBe("supported");
        const elsewhere = at(c);
        const stands = text.slice(elsewhere, elsewhere + quote.length);
        fc.pre(stands.replaceAll("\r\n", "\n").normalize() !== quote.replaceAll("\r\n", "\n").normalize());
        const moved = { ...citation, startChar: elsewhere, endChar: elsewhere + quote.length };
        expect(checkCitation(moved, context).verdict).toBe("unsupported");
      },
    ),
  );
});
