/** What is asked of a key press; a KeyboardEvent has it. */
export type Press = { key: string; metaKey: boolean; ctrlKey: boolean; altKey: boolean };

/**
 * Follows presses through sequences such as "g r", single keys such as "/" and chords such as "mod+k"
 * (⌘ or Ctrl). Gives the keys that just completed, and what has been pressed of a sequence so far.
 * A press that fits nothing after a beginning is tried afresh on its own.
 */
export function matchKeys(
  press: Press,
  begun: string,
  known: readonly string[],
): { hit?: string; begun: string } {
  const name = pressName(press);
  if (name === undefined) return { begun: "" };
  for (const candidate of begun === "" ? [name] : [`${begun} ${name}`, name]) {
    if (known.includes(candidate)) return { hit: candidate, begun: "" };
    if (known.some((keys) => keys.startsWith(`${candidate} `))) return { begun: candidate };
  }
  return { begun: "" };
}

function pressName({ key, metaKey, ctrlKey, altKey }: Press): string | undefined {
  const name = key.toLowerCase();
  if (name === "meta" || name === "control" || name === "alt" || name === "shift") return undefined;
  if (metaKey || ctrlKey) return altKey ? undefined : `mod+${name}`;
  // Alt writes characters on some keyboards ("/" or "?" among them), so a single character counts.
  return name;
}
