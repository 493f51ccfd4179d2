/** One fp16 tensor as it stands in the file: raw little-endian bits, row-major. */
export interface Float16Tensor {
  shape: number[];
  bits: Uint16Array;
}

/**
 * Reads the F16 tensors of a safetensors file: 8 bytes little-endian header length, a JSON header
 * `{ name: { dtype, shape, data_offsets } }`, then the data. Tensors of other types (position ids) are left out.
 * Throws when the file is cut short or its header does not describe its data.
 */
export function readSafetensors(file: Uint8Array): Map<string, Float16Tensor> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const headerBytes = file.byteLength < 8 ? Number.NaN : Number(view.getBigUint64(0, true));
  if (!(headerBytes <= file.byteLength - 8))
    throw new Error("Not a safetensors file: its header is cut short.");
  const header: unknown = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + headerBytes)));
  if (typeof header !== "object" || header === null)
    throw new Error("Not a safetensors file: no header object.");

  const data = file.subarray(8 + headerBytes);
  const tensors = new Map<string, Float16Tensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__" || entry?.dtype !== "F16") continue;
    const shape: number[] = entry.shape;
    const [start, end]: [number, number] = entry.data_offsets;
    const count = shape.reduce((product, dimension) => product * dimension, 1);
    if (end - start !== count * 2 || end > data.byteLength) {
      throw new Error(`The safetensors header gives ${name} ${end - start} bytes for shape [${shape}].`);
    }
    tensors.set(name, { shape, bits: new Uint16Array(new Uint8Array(data.subarray(start, end)).buffer) });
  }
  return tensors;
}

/** Every fp16 value is exactly an fp32 value: 1 sign, 5 exponent and 10 mantissa bits (IEEE 754 binary16). */
export function toFloat32(bits: Uint16Array): Float32Array {
  const floats = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) floats[i] = HALF_TO_FLOAT[bits[i] ?? 0] ?? 0;
  return floats;
}

const HALF_TO_FLOAT = Float32Array.from({ length: 65536 }, (_, half) => {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const mantissa = half & 1023;
  if (exponent === 31) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * mantissa * 2 ** -24 : sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
});
