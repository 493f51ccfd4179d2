/**
 * A value as `jsonb` takes it: NUL and halves of surrogate pairs, which a model may put into what it calls a tool with,
 * become U+FFFD. Undefined becomes null.
 */
export function storableJson(value: unknown): unknown {
  const text = JSON.stringify(value ?? null).replace(
    /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi,
    "$1\ufffd",
  );
  return JSON.parse(text);
}
