const FIRST_PAUSE_MS = 1_000;
const SHORT_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;

type KeepOpenOptions<Value> = {
  /** Resolves to true when the stream may be opened; false ends it all, a rejection is tried again. */
  mayOpen: () => Promise<boolean>;
  /**
   * Opens the stream; `onLost` says that it broke, or with true that the server has ended it: then there is news to ask
   * for at once. Returns how to close it.
   */
  open: (handlers: { onValue: (value: Value) => void; onLost: (isAnswer?: boolean) => void }) => () => void;
  onValue: (value: Value) => void;
};

/**
 * Keeps a stream open until told otherwise: after a loss it waits twice as long each time, from one second to thirty,
 * and from the start again once a value came. Returns how to stop.
 */
export function keepOpen<Value>({ mayOpen, open, onValue }: KeepOpenOptions<Value>): () => void {
  let stopped = false;
  let close = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = FIRST_PAUSE_MS;

  async function start() {
    const allowed = await mayOpen().catch(() => undefined);
    if (stopped || allowed === false) return;
    if (allowed === undefined) return later();
    let isLost = false;
    close = open({
      onValue(value) {
        if (stopped || isLost) return;
        pauseMs = FIRST_PAUSE_MS;
        onValue(value);
      },
      onLost(isAnswer = false) {
        if (stopped || isLost) return;
        isLost = true;
        // Once: a stream that is ended again and again waits like one that breaks.
        if (isAnswer && pauseMs === FIRST_PAUSE_MS) pauseMs = SHORT_PAUSE_MS;
        // After this call: it may come while the stream is still being opened, before there is a way to close it.
        queueMicrotask(() => close());
        later();
      },
    });
  }

  function later() {
    // A random part, so that all browsers do not come back in the same moment after a restart.
    timer = setTimeout(() => void start(), pauseMs * (0.75 + Math.random() / 2));
    pauseMs = Math.min(Math.max(pauseMs * 2, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
  }

  void start();
  return () => {
    stopped = true;
    clearTimeout(timer);
    close();
  };
}
