import { formatNumber } from "@/app/_ui/number-text";

const chunks = (count: number) => (count === 1 ? "1 chunk" : `${formatNumber(count)} chunks`);

/** Sentences of the page about embeddings. */
export const embeddingMessages = {
  title: "Embeddings",
  body: "What finds passages by meaning: a model gives every chunk a vector, and a question is compared with those of its own model only.",
  failed: "The state of the embeddings could not be read",

  inUse: "In use",
  configured: "Configured",
  same: "The one in use",
  textVersion: (version: string) => `version ${version} of the text`,
  coverage: "Found by meaning",
  coverageOf: (embedded: number, all: number) =>
    all === 0
      ? "Nothing is indexed yet"
      : `${formatNumber(embedded)} of ${chunks(all)} (${percent(embedded, all)})`,
  coverageLabel: "Chunks that are found by meaning",
  questions: "Questions",
  askedBy: {
    configured: "Embedded by this model",
    old: "Embedded by this model, although another is configured",
    server: "Embedded by this model, while its server still has it",
    not: "Go by words alone: this model is part of this version no more",
  },

  changing: (model: string) => `Changing to ${model}`,
  completing: "Embedding what has no vector yet",
  progressOf: (model: string) => `Change to ${model}`,
  phases: { waiting: "Waiting for its turn", embedding: "Embedding", moving: "Tidying up", done: "Done" },
  done: (done: number, total: number) => `${formatNumber(done)} of ${chunks(total)}`,
  rate: (perSecond: number) =>
    `${perSecond >= 10 ? formatNumber(Math.round(perSecond)) : perSecond.toFixed(1)} chunks/s`,
  stalled: "No chunk was finished in the last half minute",
  meanwhile: {
    configured:
      "Searches give the results they gave before until every chunk is done. Then all change at once.",
    old: "Searches use the old model and give the results they gave before until every chunk is done. Then all change at once.",
    server:
      "Searches ask the old model and give the results they gave before until every chunk is done. Then all change at once. Where its server has it no more, they go by words alone until then.",
    not: "The old model cannot be asked any more, so searches go by words alone until every chunk is done.",
  },
  switched: "Searches use the new model. Its vectors are being put in their places, which changes no result.",
  tryingAgain: (reason: string) => `It is tried again by itself. ${reason}`,

  failedTitle: (model: string) => `The change to ${model} has failed`,
  failedKept: "What it made is kept. Searches stay with the model in use.",
  cancelledTitle: (model: string) => `The change to ${model} was cancelled`,
  cancelledBody: "Searches stay with the model in use, and so does what is indexed from now on.",
  neededTitle: "Another model is configured",
  neededBody: "The vectors here were made by the one in use.",
  readerHint: "An owner or admin can start it again.",
  retry: "Try again",
  start: "Start the change",
  cancel: "Cancel change",
  cancelTitle: "Cancel the change of model?",
  cancelBody: (done: number) =>
    `The vectors of ${chunks(done)} that are made already are deleted. Searches stay with the model in use.`,
  cancelConfirm: "Stop the change",
  cancelled: "The change was cancelled",
  started: "The change has begun",
  startFailed: "The change could not begin",
};

function percent(part: number, all: number): string {
  // Never 100 % while something is missing.
  return `${Math.floor((part / all) * 100)} %`;
}
