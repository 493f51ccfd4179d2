interface Progress {
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
  return {
    show(run: Progress) {
      if (!stream.isTTY) return;
      const done = run.filesIndexed + run.filesUnchanged + run.filesSkipped;
      const files =
        run.filesTotal === 0
          ? ""
          : `: ${count(done)} of ${count(run.filesTotal)} files, ${count(run.chunks)} chunks`;
      const line = `${run.phase}${files}, ${Math.round((Date.now() - startedMs) / 1000)} s`;
      // A line that wraps could not be rewritten.
      stream.write(`\r\x1b[K${line.slice(0, (stream.columns ?? 80) - 1)}`);
    },
    end() {
      if (stream.isTTY) stream.write("\r\x1b[K");
    },
  };
}

const count = (value: number) => value.toLocaleString("en");
