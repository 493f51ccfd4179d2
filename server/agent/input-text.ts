/** What a step works on: its input where that is a text, or the first of these fields of it. */
export function inputText(input: unknown, ...fields: string[]): string | undefined {
  if (typeof input === "string") return input.trim() === "" ? undefined : input;
  if (typeof input !== "object" || input === null) return undefined;
  for (const field of fields) {
    const value = (input as Record<string, unknown>)[field];
    if (typeof value === "string" && value.trim() !== "") return value;
  }
  return undefined;
}
