import path from "node:path";
import { type Answer, print } from "./print-answer";
import { serveApi } from "./serve-api";
import { showProgress } from "./show-progress";

type Api = Awaited<ReturnType<typeof serveApi>>["api"];

/** Indexes `root`, then prints the passages that best answer each question. Throws with what to do. */
export async function answerQuestions(asked: {
  root: string;
  questions: string[];
  limit: number;
  asJson: boolean;
}): Promise<void> {
  const { api, close } = await serveApi();
  try {
    const name = path.basename(asked.root) || "folder";
    const { id } = await api.repository.createFromFolder.mutate({ name, path: asked.root });
    const indexed = await waitForIndex(api, id);
    for (const question of asked.questions) {
      const { items, tookMs } = await api.search.query.query({ text: question, limit: asked.limit });
      const answer: Answer = { question, tookMs, passages: items };
      print(answer, asked.asJson);
    }
    if (!asked.asJson) {
      console.error(
        `\n${indexed.files.toLocaleString("en")} files, ${indexed.chunks.toLocaleString("en")} chunks. ` +
          "These are the best passages as they stand: no chat model is configured. This version finds and quotes; " +
          "written answers, through any OpenAI-compatible model, come with conversations.",
      );
    }
  } finally {
    await close();
  }
}

async function waitForIndex(api: Api, id: string): Promise<{ files: number; chunks: number }> {
  const progress = showProgress();
  for (;;) {
    const { run, figures } = await api.repository.get.query({ id });
    if (run?.status === "completed") {
      progress.end();
      return figures;
    }
    if (run?.status === "failed") {
      progress.end();
      throw new Error(run.error ?? "Indexing failed.");
    }
    if (run) progress.show(run);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
