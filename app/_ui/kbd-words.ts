const names: Record<string, string> = {
  mod: "Ctrl",
  enter: "↵",
  escape: "esc",
  up: "↑",
  down: "↓",
  f12: "F12",
};

/** How keys such as "g r" or "mod+k" are written on screen: "G R", "⌘K" on Apple machines, else "Ctrl K". */
export function shownKeys(keys: string, onApple: boolean): string {
  return keys
    .split(" ")
    .map((chord) => {
      const parts = chord.split("+").map((key) => shownKey(key, onApple));
      return parts.join(onApple ? "" : " ");
    })
    .join(" ");
}

function shownKey(key: string, onApple: boolean): string {
  if (key === "mod" && onApple) return "⌘";
  return names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}
