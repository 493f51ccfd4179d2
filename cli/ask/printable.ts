/**
 * Text of a file or a model as it may stand in a terminal: without the control characters that move the cursor, set the
 * title or turn the direction of writing.
 */
export function printable(text: string): string {
  return text.replaceAll("\t", "  ").replace(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, "");
}
