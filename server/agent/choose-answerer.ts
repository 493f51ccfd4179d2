import { answerByQuoting } from "./answer-by-quoting";
import type { Answerer, AnswerInput } from "./answerer";

/** Who answers a request: the assistant that quotes, until a model is configured. */
export async function chooseAnswerer(_input: AnswerInput): Promise<Answerer> {
  return answerByQuoting;
}
