import { type Finding, good, listOf, warning } from "./finding";

export interface SlowStatement {
  /** With $1 for every value, as the server keeps it. */
  text: string;
  calls: number;
  meanMs: number;
}

export interface UnusedIndex {
  name: string;
  sizeBytes: number;
}

const SHOWN = 90;

/** `statements` is undefined where the server does not keep them. */
export function judgeStatements(statements: SlowStatement[] | undefined): Finding {
  if (statements === undefined) {
    return good(
      "The server keeps no account of slow statements (pg_stat_statements in shared_preload_libraries would)",
    );
  }
  if (statements.length === 0) return good("No statement takes long on average");
  const described = statements.map(({ text, calls, meanMs }) => {
    const short = text.replace(/\s+/g, " ").trim();
    return `${Math.round(meanMs)} ms × ${calls}: ${short.length > SHOWN ? `${short.slice(0, SHOWN)}…` : short}`;
  });
  return warning(
    `Statements take long on average:\n      ${described.join("\n      ")}`,
    "Give the server memory for the indexes (shared_buffers), and run analyze; if they stay, report them.",
  );
}

/** `watchedDays` is how long the server has counted; an index that a week did not need may still be needed. */
export function judgeIndexes(unused: UnusedIndex[], watchedDays: number): Finding {
  const large = unused.filter(({ sizeBytes }) => sizeBytes > 16 * 2 ** 20);
  if (large.length === 0 || watchedDays < 7) return good("No large index lies idle");
  const size = large.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) / 2 ** 20;
  return warning(
    `Indexes of ${Math.round(size)} MiB were not used in ${Math.floor(watchedDays)} days: ` +
      listOf(large.map(({ name }) => name)),
    "Those of a feature nobody uses may stay. One that Carrel did not make can go: drop index concurrently NAME;",
  );
}
