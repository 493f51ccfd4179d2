/** Whose stream it is: what belongs to another person or organization is never taken in. */
export type StreamOwner = { personId: string; organizationId: string };

type ShareStreamOptions<Value> = {
  owner: StreamOwner;
  /** Opens the stream itself and returns how to close it. Called in one tab of the browser at a time. */
  open: (onValue: (value: Value) => void) => () => void;
  /** Called in every tab with each value. */
  onValue: (value: Value) => void;
};

type Message<Value> = StreamOwner & ({ kind: "value"; value: Value } | { kind: "ask" });

/**
 * Gives all tabs of a browser the values of one stream. The tab that holds the Web Lock opens it and passes the values
 * on; when it closes, the lock and the stream go to the next one. Without Web Locks each tab opens its own.
 * Returns how to leave.
 */
export function shareStream<Value>({ owner, open, onValue }: ShareStreamOptions<Value>): () => void {
  // Browsers offer locks on https and on this machine only.
  if (!("locks" in navigator)) return open(onValue);

  const name = `carrel.live.${owner.personId}.${owner.organizationId}`;
  const channel = new BroadcastChannel(name);
  const left = new AbortController();
  const say = (message: { kind: "value"; value: Value } | { kind: "ask" }) =>
    channel.postMessage({ ...owner, ...message } satisfies Message<Value>);
  let latest: { value: Value } | undefined;
  let isLeader = false;

  channel.onmessage = ({ data }: MessageEvent<Message<Value>>) => {
    if (data.personId !== owner.personId || data.organizationId !== owner.organizationId) return;
    if (data.kind === "value") onValue(data.value);
    // A tab that has just come asks for what the others know already.
    else if (isLeader && latest) say({ kind: "value", value: latest.value });
  };
  say({ kind: "ask" });

  navigator.locks
    .request(name, { signal: left.signal }, () => {
      if (left.signal.aborted) return;
      isLeader = true;
      const close = open((value) => {
        latest = { value };
        onValue(value);
        say({ kind: "value", value });
      });
      return new Promise<void>((resolve) => {
        left.signal.addEventListener("abort", () => {
          close();
          resolve();
        });
      });
    })
    .catch((error: unknown) => {
      if (!left.signal.aborted) throw error;
    });

  return () => {
    left.abort();
    channel.close();
  };
}
