export type ImageType = "image/png" | "image/jpeg" | "image/webp";

/** What a picture is by its first bytes, whatever its sender calls it; undefined when it is none of the three. */
export function imageTypeOf(bytes: Uint8Array): ImageType | undefined {
  const begins = (at: number, expected: readonly number[]) =>
    expected.every((byte, index) => bytes[at + index] === byte);
  if (begins(0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "image/png";
  if (begins(0, [0xff, 0xd8, 0xff])) return "image/jpeg";
  const [riff, webp] = [
    [0x52, 0x49, 0x46, 0x46],
    [0x57, 0x45, 0x42, 0x50],
  ] as const;
  return begins(0, riff) && begins(8, webp) ? "image/webp" : undefined;
}
