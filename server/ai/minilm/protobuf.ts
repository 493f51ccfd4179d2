/**
 * The part of the protobuf wire format that an ONNX file needs. A message is a list of byte pieces that is only
 * joined at the end, so that 30 MB of weights are not copied once per level of nesting.
 * https://protobuf.dev/programming-guides/encoding/
 */
export type Message = Uint8Array[];

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

export function integerField(field: number, value: number): Message {
  return [Uint8Array.from([...varint((field << 3) | VARINT), ...varint(value)])];
}

export function floatField(field: number, value: number): Message {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [Uint8Array.from([...varint((field << 3) | FIXED_32), ...bytes])];
}

export function stringField(field: number, value: string): Message {
  return messageField(field, [new TextEncoder().encode(value)]);
}

/** A nested message, or raw bytes as its only piece. */
export function messageField(field: number, message: Message): Message {
  const byteLength = message.reduce((sum, piece) => sum + piece.byteLength, 0);
  return [Uint8Array.from([...varint((field << 3) | LENGTH_DELIMITED), ...varint(byteLength)]), ...message];
}

/** Base 128, least significant group first. Negative integers take ten bytes, as int64 does on the wire. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}
