import path from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

// By what they take on two cores; whatever is not named comes after them.
const LONGEST = [
  ...["embedding-crash", "crash", "outage", "migrations", "embedding-switch", "git-hostile", "server-backup"],
  ...[
    "procedure-matrix",
    "role-matrix",
    "permissions",
    "embedding-models",
    "embedding-indexing",
    "guard-mutations",
    "people-races",
  ],
  ...["migrations-embedded", "conversation-crash"],
];

/** Starts the longest files first, so that no core waits at the end for one that began late. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files.filter((file) => rank(file) < 0));
    const longest = files.filter((file) => rank(file) >= 0);
    return [...longest.sort((a, b) => rank(a) - rank(b)), ...others];
  }
}

const rank = ({ moduleId }: TestSpecification) => LONGEST.indexOf(path.basename(moduleId, ".test.ts"));
