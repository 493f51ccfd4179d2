import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { setUp } from "../support/set-up";
import { writeRecording } from "./recordings";
import { trainingPackages } from "./training-packages";

// Records what the assistant finds for the questions it learns from, to be fitted by bench/answer/fit.ts. `training` asks
// about other packages than the bench, `tuning` every other question of the bench; the held-out half is never recorded:
//   tsx --conditions=react-server bench/answer/record.ts training
//   tsx --conditions=react-server bench/answer/record.ts tuning

const name = z.enum(["training", "tuning"]).parse(process.argv[2]);
const { sources } = await setUp("embedded in memory");
const { recordAnswers } = await import("./record-answers");
const { tuning } = z
  .object({ tuning: z.array(z.string()) })
  .parse(JSON.parse(readFileSync(path.resolve("bench/answer/absent-questions.json"), "utf8")));
const recorded = await recordAnswers(
  sources,
  name === "training"
    ? { packages: trainingPackages, isAsked: () => true, absent: [] }
    : { packages: undefined, isAsked: (index) => index % 2 === 0, absent: tuning },
);
console.log(`${recorded.length} answers recorded in ${writeRecording(name, recorded)}`);
process.exit(0);
