interface Progress {
  phase: string;
  filesTotal: number;
  filesIndexed: number;
  filesUnchanged: number;
  filesSkipped: number;
  chunks: number;
}

/** One line on standard error that is rewritten in place on a terminal, and silent elsewhere. */
export function showProgress() {
  const isTerminal = process.stderr.isTTY === true;
  return {
    show(run: Progress) {
      if (!isTerminal) return;
      const done = run.filesIndexed + run.filesUnchanged + run.filesSkipped;
      process.stderr.write(`\r\x1b[K${run.phase}: ${done} of ${run.filesTotal} files, ${run.chunks} chunks`);
    },
    end() {
      if (isTerminal) process.stderr.write("\r\x1b[K");
    },
  };
}
