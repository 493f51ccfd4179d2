import { type Finding, good, listOf, warning } from "./finding";

/** The model an organization's searches use, and its latest change of model, if there ever was one. */
export interface ChangeOfModel {
  organization: string;
  activeModel: string;
  /** Searches use the model, but some of its vectors are not in their places yet. */
  isMoving: boolean;
  runModel: string | null;
  status: string | null;
  chunksDone: number | null;
  chunksTotal: number | null;
  /** Why it has failed, or why it tries again: a success takes it away. */
  error: string | null;
  /** Since when the run has not been written to. */
  silentS: number | null;
  /** Whether the queue holds a job that goes on with the run. */
  hasJob: boolean;
}

// A slice writes to its run at least every minute; others may take their turn in between.
const LONG_SILENCE_S = 600;

/** Every organization stands in one finding, together with those whose change is in the same state. */
export function judgeModels(changes: ChangeOfModel[], configured: string): Finding[] {
  if (changes.length === 0) return [good(`Nothing is indexed yet: ${configured} will embed it`)];
  const groups = Map.groupBy(changes, (change) => stateOf(change, configured));
  return states.flatMap((state) => {
    const group = groups.get(state);
    return group ? [describe(state, group, configured)] : [];
  });
}

const states = [
  "lost",
  "silent",
  "failed",
  "failing",
  "elsewhere",
  "cancelled",
  "pending",
  "changing",
  "settled",
] as const;
type State = (typeof states)[number];

function stateOf(change: ChangeOfModel, configured: string): State {
  if (change.status === "queued" || change.status === "running") {
    const isSilent = (change.silentS ?? 0) > LONG_SILENCE_S;
    if (isSilent) return change.hasJob ? "silent" : "lost";
    if (change.runModel !== configured) return "elsewhere";
    return change.error === null ? "changing" : "failing";
  }
  if (change.activeModel === configured && !change.isMoving) return "settled";
  if (change.runModel !== configured) return "pending";
  if (change.status === "failed") return "failed";
  return change.status === "cancelled" ? "cancelled" : "pending";
}

function describe(state: State, group: ChangeOfModel[], configured: string): Finding {
  const list = (detail: (change: ChangeOfModel) => string) =>
    listOf(group.map((change) => `${change.organization} (${detail(change)})`));
  switch (state) {
    case "settled":
      return good(`Searches use the configured embedding model, ${configured}, in ${countOf(group)}`);
    case "changing":
      return good(`The embedding model changes to ${configured}: ${list(progressOf)}`);
    case "pending":
      return warning(
        `The configured embedding model is ${configured}, and searches use another: ${list(({ activeModel }) => activeModel)}`,
        "The change begins by itself when the app or a worker starts. If it is not meant, set EMBEDDING_* back.",
      );
    case "cancelled":
      return warning(
        `The change to the configured embedding model, ${configured}, was cancelled: ${list(({ activeModel }) => `stays with ${activeModel}`)}`,
        "Choose Start the change under Settings, Embeddings, or set EMBEDDING_* back to the model in use.",
      );
    case "elsewhere":
      return warning(
        `The embedding model changes to another than the one configured here, ${configured}: ${list(({ runModel }) => `to ${runModel}`)}`,
        "Give every machine the same EMBEDDING_* variables. The app ends that change when it starts with others.",
      );
    case "failing":
      return warning(
        `The change of embedding model to ${configured} meets failures, and tries again: ${list(reasonOf)}`,
        "Mend what the reason names; then it goes on by itself. After ten failures in a row it ends.",
      );
    case "failed":
      return warning(
        `The change of embedding model to ${configured} has failed: ${list(reasonOf)}`,
        "Mend what the reason names, then start the app again, or choose Try again under Settings, Embeddings. " +
          "What was made is kept, and searches stay with the model in use.",
      );
    case "silent":
      return warning(
        `The change of embedding model stands still: ${list(silenceOf)}`,
        "Start the app, or npm run worker where WORKER=off. If one runs, its log says what holds it up.",
      );
    case "lost":
      return warning(
        `The change of embedding model stands still, and no job is left to go on with it: ${list(silenceOf)}`,
        "Choose Cancel change under Settings, Embeddings, and start it there again.",
      );
  }
}

const progressOf = ({ chunksDone, chunksTotal }: ChangeOfModel) => `${chunksDone} of ${chunksTotal} chunks`;
const reasonOf = (change: ChangeOfModel) =>
  `${progressOf(change)}; ${(change.error ?? "no reason was kept").replace(/\.$/, "")}`;
const silenceOf = (change: ChangeOfModel) =>
  `${progressOf(change)}, for ${Math.round((change.silentS ?? 0) / 60)} minutes`;
const countOf = (group: ChangeOfModel[]) =>
  group.length === 1 ? "1 organization" : `${group.length} organizations`;
