/** The values of several streams as they come, after the first value of the first: a reader begins with the same thing. Ends, or fails, with the first of them that does; then all are ended. */
export async function* mergeStreams<T>(streams: AsyncIterable<T>[]): AsyncGenerator<T> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
  const next = (index: number) => iterators[index]?.next().then((result) => ({ index, result }));
  const waiting = iterators.map((_, index) => next(index));
  // A stream that fails while another one's value is handed out must not count as unhandled.
  for (const one of waiting) one?.catch(() => {});
  try {
    for (let isFirst = true; ; isFirst = false) {
      const first = await (isFirst ? waiting[0] : Promise.race(waiting));
      if (!first || first.result.done) return;
      waiting[first.index] = next(first.index);
      waiting[first.index]?.catch(() => {});
      yield first.result.value;
    }
  } finally {
    // Not waited for: one that is in the middle of a pause ends with its signal.
    for (const iterator of iterators) void iterator.return?.(undefined).catch(() => {});
  }
}
