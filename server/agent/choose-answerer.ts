import { chooseChatModel } from "@/server/model/chat-models";
import { answerByQuoting } from "./answer-by-quoting";
import { answerWithModel } from "./answer-with-model";
import type { Answerer, AnswerInput } from "./answerer";

// Tests put an answerer of their own here.
const holder = globalThis as typeof globalThis & { carrelAnswerer?: Answerer | undefined };

/** Who answers a request: the conversation's language model, the first that is configured, or quotations. */
export async function chooseAnswerer(input: AnswerInput): Promise<Answerer> {
  if (holder.carrelAnswerer) return holder.carrelAnswerer;
  const model = chooseChatModel(input.modelId);
  return model ? answerWithModel(model) : answerByQuoting;
}
