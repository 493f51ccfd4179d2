const CHANNEL = "carrel.session";

/** Tells this browser's other tabs that person or organization is another one now: what they show is not theirs. */
export function announceSessionChange(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage("changed");
  channel.close();
}

/** Calls `onChange` when another tab announces a change. Returns the way to stop listening. */
export function onSessionChange(onChange: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = () => onChange();
  return () => channel.close();
}
