import { answerByQuoting } from "./answer-by-quoting";
import type { Answerer, AnswerInput } from "./answerer";

// Tests put an answerer of their own here.
const holder = globalThis as typeof globalThis & { carrelAnswerer?: Answerer | undefined };

/** Who answers a request: the assistant that quotes, until a model is configured. */
export async function chooseAnswerer(_input: AnswerInput): Promise<Answerer> {
  return holder.carrelAnswerer ?? answerByQuoting;
}
