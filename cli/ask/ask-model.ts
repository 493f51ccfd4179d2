import { z } from "zod";
import { fencePassages } from "@/server/answer/fence-passages";
import { keepCitations } from "./keep-citations";
import type { Passage } from "./print-answer";

/** An OpenAI-compatible chat server; `baseUrl` is what stands before `/chat/completions`. */
export interface ChatModel {
  baseUrl: string;
  model: string;
  apiKey: string | undefined;
}

const TIMEOUT_MS = 60_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

const completion = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })], z.unknown()),
});

/**
 * The model's answer from the passages alone, with only such citations `[n]` as name one of them.
 * Throws with a sentence when the server fails, answers nonsense, or takes longer than `timeoutMs`.
 */
export async function askModel(
  { baseUrl, model, apiKey }: ChatModel,
  asked: { question: string; passages: Passage[] },
  timeoutMs = TIMEOUT_MS,
): Promise<string> {
  const address = `${baseUrl.replace(/\/+$/, "")}/chat/completions`;
  const signal = AbortSignal.timeout(timeoutMs);
  let text: string;
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify({ model, messages: messages(asked), temperature: 0, stream: false }),
      // The key belongs to this server and to no other.
      redirect: "error",
      signal,
    });
    text = await readAtMost(response, MAX_ANSWER_BYTES);
    if (!response.ok) throw new Error(`it answered ${response.status} ${response.statusText}`.trim());
  } catch (cause) {
    const reason = signal.aborted ? `it took longer than ${timeoutMs / 1000} s` : reasonOf(cause);
    throw new Error(`The chat model ${model} at ${baseUrl} could not be asked: ${reason}.`, { cause });
  }
  const answer = readAnswer(text);
  if (answer === "") throw new Error(`The chat model ${model} at ${baseUrl} answered with no text.`);
  return keepCitations(answer, asked.passages.length);
}

/** What the model is told. A passage cannot end its own fence: it does not know the mark. */
export function messages({ question, passages }: { question: string; passages: Passage[] }) {
  const { text, instruction } = fencePassages(passages);
  return [
    {
      role: "system",
      content:
        "You answer questions about a folder of code and text, only from the numbered passages below the question. " +
        instruction,
    },
    { role: "user", content: `${question}\n\n${text}` },
  ];
}

function readAnswer(text: string): string {
  try {
    return completion.parse(JSON.parse(text)).choices[0].message.content.trim();
  } catch {
    return "";
  }
}

async function readAtMost(response: Response, bytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let read = 0;
  for await (const part of response.body ?? []) {
    read += part.length;
    if (read > bytes) throw new Error("its answer is longer than 1 MiB");
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // fetch says only "fetch failed"; the reason is behind it.
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
