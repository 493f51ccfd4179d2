import { chooseChatModel } from "@/server/model/chat-models";
import { answerByQuoting } from "./answer-by-quoting";
import { answerWithModel } from "./answer-with-model";
import type { Answerer, AnswerInput } from "./answerer";

// Tests put an answerer of their own here.
const holder = globalThis as typeof globalThis & { carrelAnswerer?: Answerer | undefined };

/**
 * Who answers a request: the conversation's language model, the first that is configured, or quotations; these too for
 * the steps of a plan that was confirmed with a budget of no requests, whatever is configured.
 */
export async function chooseAnswerer(input: AnswerInput): Promise<Answerer> {
  if (holder.carrelAnswerer) return holder.carrelAnswerer;
  if (input.task.type === "step" && !input.task.mayAskModel) return answerByQuoting;
  const model = chooseChatModel(input.modelId);
  return model ? answerWithModel(model) : answerByQuoting;
}
