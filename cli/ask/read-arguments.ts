import { statSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

const usage = `Usage: npm run ask -- PATH "question" ["question" …] [--limit 5] [--json]

Indexes the folder PATH into a throw-away database and prints the passages that best answer each question.

  --limit NUMBER   passages a question, 1 to 50; default 5
  --json           one JSON object a line: one for each question, then one for the index
  --help           this text`;

export interface Asked {
  /** Absolute. */
  root: string;
  /** Where the person stands: paths are printed as seen from there. */
  workingFolder: string;
  questions: string[];
  limit: number;
  asJson: boolean;
}

/** Reads the command line. A wrong use has status 2, a folder that cannot be asked has status 1. */
export function readArguments(
  args: string[],
  workingFolder: string,
): Asked | { help: string } | { refusal: string; status: 1 | 2 } {
  const misused = (reason: string) => ({ refusal: `${reason}\n\n${usage}`, status: 2 as const });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return { help: usage };
  const [folder, ...given] = positionals;
  if (folder === undefined) return misused("Say which folder to ask, and what.");
  const questions = given.map((question) => question.trim()).filter((question) => question !== "");
  if (questions.length === 0) return misused(`Ask something about ${folder}, in quotation marks.`);
  if (questions.some((question) => question.length > 1_000))
    return misused("A question has at most 1,000 characters.");
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 50)
    return misused(`--limit ${values.limit} is not a whole number from 1 to 50.`);
  const root = path.resolve(workingFolder, folder);
  const refusal = whyNotAsked(root);
  if (refusal !== undefined) return { refusal, status: 1 };
  return { root, workingFolder, questions, limit, asJson: values.json };
}

function parse(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      limit: { type: "string", default: "5" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
}

function whyNotAsked(root: string): string | undefined {
  try {
    const stats = statSync(root, { throwIfNoEntry: false });
    if (!stats) return `There is no folder ${root}. Check the path.`;
    if (!stats.isDirectory()) return `${root} is a file. Give the folder that holds it.`;
  } catch (error) {
    return `${root} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  return undefined;
}
