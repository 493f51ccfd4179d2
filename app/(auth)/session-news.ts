const CHANNEL = "carrel.session";

// Which tab speaks: a channel is heard by every listener of its own page too, and this page knows already.
const tab = `${Date.now()}.${Math.random()}`;

/** Tells this browser's other tabs that person or organization is another one now: what they show is not theirs. */
export function announceSessionChange(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(tab);
  channel.close();
}

/** Calls `onChange` when another tab announces a change. Returns the way to stop listening. */
export function onSessionChange(onChange: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data !== tab) onChange();
  };
  return () => channel.close();
}
