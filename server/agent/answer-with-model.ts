import { withTenant } from "@/db/tenant";
import { log } from "@/server/log";
import type { ChatModel } from "@/server/model/chat-models";
import { ModelError } from "@/server/model/model-error";
import { refundRequest, reserveRequest } from "@/server/usage/reserve-request";
import { AnswerError, type Answerer, type AnswerInput } from "./answerer";
import { converse } from "./converse";
import { Meter } from "./meter";
import { planWithModel } from "./plan-with-model";

/**
 * Answers with a language model. The request is taken off the organization's plan before anything is sent, and given back
 * when nothing came. Throws `AnswerError`: `limit` when the plan is used up, `unavailable` when the model fails.
 */
export function answerWithModel(model: ChatModel): Answerer {
  return async function* (input, signal) {
    await reserve(input);
    const meter = new Meter(model, input);
    const { task } = input;
    try {
      if (task.type === "plan") yield* planWithModel({ ...input, task }, meter, signal);
      else yield* converse(input, meter, signal);
    } catch (error) {
      yield meter.usage;
      // A person who stops an answer has had the model's time.
      if (!meter.hasCome && !signal.aborted) await refund(input);
      if (error instanceof ModelError) {
        const { requestId } = input;
        // Without its cause, which holds what was asked.
        log.warn({ requestId, model: model.apiModelId, reason: error.reason }, "A language model failed");
        throw new AnswerError("unavailable", error.message, { cause: error });
      }
      throw error;
    }
  };
}

async function reserve({ organizationId, requestId }: AnswerInput): Promise<void> {
  const reserved = await withTenant({ organizationId, as: "agent" }, (tx) =>
    reserveRequest(tx, { requestId, organizationId }),
  );
  if (!reserved.isReserved) throw new AnswerError("limit", reserved.message);
}

const refund = ({ organizationId, requestId }: AnswerInput): Promise<void> =>
  withTenant({ organizationId, as: "agent" }, (tx) => refundRequest(tx, { requestId, organizationId }));
