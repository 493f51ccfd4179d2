import { startWorker } from "@/server/background/worker";
import { installAnswerer, sayWords } from "@/tests/support/install-answerer";

// A worker of its own that says words until a test kills it: thirty of them to a question that wants few.

installAnswerer((input, signal) => {
  const wantsFew = input.task.type === "assistant" && input.task.question.includes("few");
  return sayWords(wantsFew ? 30 : 10_000, 20)(input, signal);
});
await startWorker();
process.stdout.write(`${JSON.stringify({ isReady: true })}\n`);
