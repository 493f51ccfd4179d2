import superjson from "superjson";
import { expect, test } from "vitest";
import { transformer } from "./transformer";

const moment = new Date("2026-11-21T10:00:00.123Z");
const shared = { a: 1 };
const loop: Record<string, unknown> = {};
loop.self = loop;

const usual: unknown[] = [
  {},
  [],
  {
    items: [
      { id: "a", at: moment, run: null },
      { id: "b", at: new Date(0), run: { at: undefined } },
    ],
    hasNext: false,
  },
  [new Date(1), [new Date(2), { deep: [new Date(3)] }], undefined],
  { text: 'quotes " and \\ and ü 💧', number: -1.5, big: 1e300, no: false, empty: "", nothing: undefined },
];

const unusual: unknown[] = [
  ...[null, undefined, "text", 7, true, moment, Number.NaN, -0, 10n, Symbol.iterator, () => 1],
  ...[{ a: shared, b: shared }, loop, { at: moment, again: moment }, [shared, [shared]]],
  ...[
    { "a.b": moment },
    { "a\\b": moment, ü: moment, "": moment },
    Object.create(null),
    new (class Own {})(),
  ],
  ...[
    { a: new Map([["k", moment]]) },
    new Set([1]),
    { e: new Error("no") },
    { u: new URL("https://a.example") },
  ],
  ...[{ a: Number.POSITIVE_INFINITY }, { a: -0 }, { a: 10n }, { r: /x/g }, { at: new Date(Number.NaN) }],
  ...[
    new Uint8Array([1, 2]),
    { a: [Number.NaN, moment] },
    [moment, undefined, 1],
    new (class Later extends Date {})(5),
  ],
];

test("what it writes is what superjson writes, usual or not", () => {
  for (const value of [...usual, ...unusual, usual, [...usual, ...usual]])
    expect(transformer.serialize(value)).toEqual(superjson.serialize(value));
});

test("what it writes is read again as it was", () => {
  for (const value of usual) {
    const sent = JSON.parse(JSON.stringify(transformer.serialize(value)));
    expect(superjson.deserialize(sent)).toEqual(value);
    expect(transformer.deserialize(sent)).toEqual(value);
  }
});

test("a key that could reach a prototype is refused", () => {
  expect(() => transformer.serialize(JSON.parse('{"a":{"constructor":1}}'))).toThrow(/prototype pollution/);
  expect(() => transformer.serialize(JSON.parse('{"__proto__":{"x":1}}'))).toThrow(/prototype pollution/);
});
