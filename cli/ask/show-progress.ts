interface Run {
  phase: string;
  filesTotal: number;
  filesIndexed: number;
  filesUnchanged: number;
  filesSkipped: number;
  chunks: number;
}

/** One line that is rewritten in place on a terminal; nothing elsewhere. */
export function showProgress(stream: { isTTY?: boolean; columns?: number; write(text: string): unknown }) {
  const startedMs = Date.now();
  const rewrite = (line: string) => {
    // A line that wraps could not be rewritten.
    if (stream.isTTY) stream.write(`\r\x1b[K${line.slice(0, (stream.columns || 80) - 1)}`);
  };
  return {
    say: (words: string) => rewrite(`${words} …`),
    show(run: Run) {
      const done = run.filesIndexed + run.filesUnchanged + run.filesSkipped;
      const files =
        run.filesTotal === 0
          ? ""
          : `: ${count(done)} of ${count(run.filesTotal)} files, ${count(run.chunks)} chunks`;
      rewrite(`${run.phase}${files}, ${Math.round((Date.now() - startedMs) / 1000)} s`);
    },
    end: () => rewrite(""),
  };
}

export type Progress = ReturnType<typeof showProgress>;

const count = (value: number) => value.toLocaleString("en");
