import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { faultOf, type Outcome } from "./outcome-of";
import type { HostileDocument } from "./parts";

export const MOST_MS = 2_000;
export const MOST_MIB = 150;

export interface Measured {
  tookMs: number;
  /** Of the processor, all threads together: on a busy machine the clock runs longer. */
  workedMs: number;
  /** Of the whole process at its peak, over what it was before. */
  grewMiB: number;
  /** What is not as it should be; undefined when all is. */
  fault: string | undefined;
}

/** Takes a document's text in a process of its own. */
export async function measure({ name, make, ends }: HostileDocument): Promise<Measured> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "carrel-hostile-"));
  try {
    const file = path.join(folder, "file");
    writeFileSync(file, make());
    const args = [
      "--import",
      "tsx",
      "--conditions=react-server",
      "tests/support/hostile/extract-once.ts",
      name,
      file,
    ];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const said = JSON.parse(stdout) as Omit<Measured, "fault"> & { outcome: Outcome };
    const { outcome, ...figures } = said;
    return { ...figures, fault: faultOf(outcome, ends) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
