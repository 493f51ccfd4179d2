import { type SourceLimits, SourceRefusal } from "./limits.ts";

/** Throws if what was unpacked is out of all proportion to what was packed. */
export function refuseRatio(unpackedBytes: number, packedBytes: number, limits: SourceLimits): void {
  if (unpackedBytes > limits.ratioFloorBytes + limits.maxRatio * packedBytes) throw ratioRefusal();
}

export function ratioRefusal(): SourceRefusal {
  return new SourceRefusal(
    "ratio",
    "This archive unpacks to far more than source code could, as a zip bomb does. Nothing was added. Leave out large empty or repetitive data files, then add it again.",
  );
}
