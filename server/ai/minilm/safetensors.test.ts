import { expect, test } from "vitest";
import { readSafetensors, toFloat32 } from "./safetensors.ts";

test("tensors are read with their shape and exact values", () => {
  const tensors = readSafetensors(file({ a: tensor("F16", [2, 2], 0, 8) }, [0x3c00, 0xc000, 0x0001, 0x7bff]));
  const a = tensors.get("a");
  expect(a?.shape).toEqual([2, 2]);
  expect([...toFloat32(a?.bits ?? new Uint16Array())]).toEqual([1, -2, 2 ** -24, 65504]);
});

test("tensors of other types and the metadata are left out", () => {
  const header = { __metadata__: { format: "pt" }, ids: tensor("I64", [1], 0, 8) };
  expect(readSafetensors(file(header, [0, 0, 0, 0])).size).toBe(0);
});

test("a file cut short is refused, wherever it was cut", () => {
  const whole = file({ a: tensor("F16", [2, 2], 0, 8) }, [1, 2, 3, 4]);
  for (const length of [0, 4, 20, whole.length - 1]) {
    expect(() => readSafetensors(whole.subarray(0, length))).toThrow(/cut short|gives a/);
  }
});

test("a shape that does not fit its bytes is refused by name", () => {
  expect(() => readSafetensors(file({ a: tensor("F16", [3], 0, 8) }, [1, 2, 3, 4]))).toThrow(
    "The safetensors header gives a 8 bytes for shape [3].",
  );
});

function tensor(dtype: string, shape: number[], start: number, end: number) {
  return { dtype, shape, data_offsets: [start, end] };
}

function file(header: object, halves: number[]): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = new BigUint64Array([BigInt(json.length)]);
  return Buffer.concat([
    new Uint8Array(length.buffer),
    json,
    new Uint8Array(Uint16Array.from(halves).buffer),
  ]);
}
