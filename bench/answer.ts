import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Answer } from "@/server/answer/answer";
import type { IndexedChunk, IndexedPackage } from "./retrieval/index-packages";
import { type Figure, quantile, report, timed } from "./support/report";
import { setUp } from "./support/set-up";

// The assistant without a model, on the questions of bench/retrieval.ts: how often its first quotation is the function that
// is asked for, how often it says that nothing answers although something does, and how often it says so where nothing
// does. Weights and thresholds were fitted to every other question and to `tuning` (bench/answer/fit.ts, which prints what
// they are worth there); only the rest is asked here:
//   tsx --conditions=react-server bench/answer.ts

const { sources } = await setUp("embedded in memory");
const { indexPackages } = await import("./retrieval/index-packages");
const { openAssistant } = await import("./answer/ask-assistant");

const absent = z
  .object({ heldOut: z.array(z.string()).length(50) })
  .parse(JSON.parse(readFileSync(path.resolve("bench/answer/absent-questions.json"), "utf8")));
const { person, indexed } = await indexPackages(sources);
const ask = await openAssistant(person);

interface Judged {
  question: string;
  isRight: boolean;
  isUnanswered: boolean;
}

const questions = indexed.flatMap((of) => of.questions.map((question) => ({ of, question })));
const heldOut: { inside: Judged[]; across: Judged[] } = { inside: [], across: [] };
const times: number[] = [];
for (const { of, question } of questions.filter((_, index) => index % 2 === 1)) {
  const { ms, answer: inside } = await timed(() => ask(question.text, of.repositoryId));
  times.push(ms);
  heldOut.inside.push(judge(inside.answer, of, question));
  heldOut.across.push(judge((await ask(question.text)).answer, of, question));
}
const refused = await shareRefused(absent.heldOut);

const figures = {
  questions: heldOut.inside.length,
  ...{ rightInside: right(heldOut.inside), rightAcross: right(heldOut.across) },
  ...{ refusedInside: unanswered(heldOut.inside), refusedAcross: unanswered(heldOut.across) },
  ...{ absentAcross: refused.across, absentInside: refused.inside },
  ...{ answerMs: quantile(times, 0.5), answerMsP95: quantile(times, 0.95) },
};
console.log(JSON.stringify(figures, null, 2));
for (const text of refused.answered) console.log(`answered, though nothing does: ${text}`);
report("answer", bounds(), { ...figures, answeredThoughAbsent: refused.answered });

function judge(
  answer: Answer,
  of: IndexedPackage,
  question: { text: string; path: string; startChar: number },
): Judged {
  const first = answer.claims[0]?.citations[0];
  const right = of.chunks.filter((chunk) => holds(chunk, question));
  const isRight = right.some((chunk) => chunk.id === first?.chunkId);
  return { question: question.text, isRight, isUnanswered: answer.nothingFound };
}

function holds(chunk: IndexedChunk, { path: file, startChar }: { path: string; startChar: number }): boolean {
  return chunk.path === file && (chunk.startChar ?? 0) <= startChar && startChar < (chunk.endChar ?? 0);
}

async function shareRefused(texts: string[]) {
  const answered: string[] = [];
  let inside = 0;
  for (const [index, text] of texts.entries()) {
    if (!(await ask(text)).answer.nothingFound) answered.push(text);
    // Inside one repository, a different one each time.
    const { answer } = await ask(text, indexed[index % indexed.length]?.repositoryId);
    if (answer.nothingFound) inside += 1;
  }
  const share = (count: number) => count / texts.length;
  return { across: share(texts.length - answered.length), inside: share(inside), answered };
}

function right(judged: Judged[]): number {
  return judged.filter((one) => one.isRight).length / judged.length;
}

function unanswered(judged: Judged[]): number {
  return judged.filter((one) => one.isUnanswered).length / judged.length;
}

function bounds(): Figure[] {
  const share = (what: string, value: number, bound: Figure["bound"]): Figure => ({
    ...{ what, value, bound },
    unit: "share",
  });
  const each = (reach: "inside" | "across", where: string) => [
    share(`Questions whose first quotation is the right function, ${where}`, right(heldOut[reach]), {
      atLeast: 0.6,
    }),
    share(`Questions with an answer that get none, ${where}`, unanswered(heldOut[reach]), { atMost: 0.1 }),
    share(`Questions about what is not there that are told so, ${where}`, refused[reach], {
      atLeast: 0.9,
    }),
  ];
  return [...each("inside", "inside one repository"), ...each("across", "across all")];
}
