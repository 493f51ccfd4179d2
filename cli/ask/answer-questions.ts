import path from "node:path";
import { type ChatModel, chooseChatModel } from "@/server/model/chat-models";
import { askAssistant } from "./ask-assistant";
import { composeFrom } from "./compose-from";
import { type Answer, print } from "./print-answer";
import type { Asked } from "./read-arguments";
import { type Api, serveApi } from "./serve-api";
import type { Progress } from "./show-progress";

/** Indexes a folder, then prints what best answers each question. Throws with what to do. */
export async function answerQuestions(asked: Asked, progress: Progress): Promise<void> {
  const { root, workingFolder, questions, limit, asJson } = asked;
  const model = chooseChatModel(null);
  const { api, close, person } = await serveApi();
  try {
    const startedMs = performance.now();
    const { id } = await api.repository.createFromFolder.mutate({ name: "folder", path: root });
    const { files, chunks } = await waitForIndex(api, id, progress);
    const indexedMs = Math.round(performance.now() - startedMs);
    if (files === 0)
      throw new Error(`Nothing in ${root} can be indexed: no file of it is text that people wrote.`);
    for (const question of questions) {
      progress.say("searching");
      const { items, tookMs, notes } = await api.search.query.query({ text: question, limit });
      const answer: Answer = { question, tookMs, passages: items, notes };
      if (model) {
        progress.say(`asking ${model.displayName}`);
        answer.written = await askAssistant(api, question);
      } else answer.composed = await composeFrom(person, question);
      progress.end();
      print(answer, { asJson, prefix: shorterOf(path.relative(workingFolder, root), root) });
    }
    if (asJson) console.log(JSON.stringify({ files, chunks, indexedMs }));
    else console.error(closing({ files, chunks, indexedMs, model }));
  } finally {
    await close();
  }
}

/** A way up through many folders is longer than the path from the top. */
function shorterOf(relative: string, absolute: string): string {
  return relative.startsWith("..") && relative.length > absolute.length ? absolute : relative;
}

async function waitForIndex(
  api: Api,
  id: string,
  progress: Progress,
): Promise<{ files: number; chunks: number }> {
  for (;;) {
    const { run, figures } = await api.repository.get.query({ id });
    if (run?.status === "completed") return figures;
    if (run?.status === "failed" || run?.status === "cancelled")
      throw new Error(run.error ?? "Indexing failed.");
    if (run) progress.show(run);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

function closing(done: {
  files: number;
  chunks: number;
  indexedMs: number;
  model: ChatModel | undefined;
}): string {
  const count = (value: number) => value.toLocaleString("en");
  const indexed = `\n${count(done.files)} files, ${count(done.chunks)} chunks, indexed in ${(done.indexedMs / 1000).toFixed(1)} s.`;
  if (done.model)
    return `${indexed} Written answers come from ${done.model.displayName}; check them against their sources.`;
  return (
    `${indexed}\nThese are the best passages as they stand: no chat model is configured. For written answers, set ` +
    "CHAT_BASE_URL and CHAT_MODEL\n(and CHAT_API_KEY if it needs one) to any OpenAI-compatible server, for example:\n" +
    "  CHAT_BASE_URL=http://localhost:11434/v1 CHAT_MODEL=qwen3 npm run ask -- …"
  );
}
