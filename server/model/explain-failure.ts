import { APICallError, StreamProviderError } from "ai";
import { AnswerTooLarge } from "./bounded-fetch";
import { ModelError } from "./model-error";

/** What went wrong between us and a model's server, in words that help. Whatever the server wrote stays in `cause`. */
export function explainFailure(error: unknown, apiModelId: string): ModelError {
  if (error instanceof ModelError) return error;
  const say = (reason: ModelError["reason"], message: string) =>
    new ModelError(reason, message, { cause: error });
  if (isCausedBy(error, (one) => one instanceof AnswerTooLarge))
    return say(
      "bad_answer",
      `${apiModelId} sent an answer larger than any real one, so it was ended. Try again.`,
    );
  if (isCausedBy(error, isNetworkFailure))
    return say("broken_off", `The connection to ${apiModelId} broke off. What had come is kept; try again.`);
  if (APICallError.isInstance(error) && error.statusCode !== undefined && error.statusCode >= 400)
    return ofStatus(error.statusCode, { apiModelId, say });
  if (APICallError.isInstance(error))
    return say(
      "unreachable",
      `${apiModelId} cannot be reached. Check CHAT_BASE_URL and that its server runs, then try again.`,
    );
  if (StreamProviderError.isInstance(error))
    return say(
      "server_error",
      `${apiModelId}'s server reported a failure while it was answering. What had come is kept; try again.`,
    );
  return say(
    "bad_answer",
    `${apiModelId} sent an answer that cannot be read. Try again; if it stays, look at its server's log.`,
  );
}

function ofStatus(
  status: number,
  {
    apiModelId,
    say,
  }: { apiModelId: string; say: (reason: ModelError["reason"], message: string) => ModelError },
): ModelError {
  if (status === 401 || status === 403)
    return say(
      "unauthorized",
      `${apiModelId}'s server refused the key (${status}). An operator has to check CHAT_API_KEY.`,
    );
  if (status === 404)
    return say(
      "unknown_model",
      `The server does not know ${apiModelId}. An operator has to check CHAT_MODEL and CHAT_BASE_URL.`,
    );
  if (status === 413)
    return say(
      "too_long",
      `The question with its context is too long for ${apiModelId}. Ask less at once or choose fewer files.`,
    );
  if (status === 429)
    return say(
      "rate_limited",
      `${apiModelId} is limiting requests, also after several tries. Wait a minute, then try again.`,
    );
  if (status >= 500)
    return say("server_error", `${apiModelId}'s server failed (${status}). Try again in a moment.`);
  return say(
    "refused",
    `${apiModelId} refused the request (${status}). Ask differently, or tell the operator.`,
  );
}

function isCausedBy(error: unknown, test: (one: unknown) => boolean): boolean {
  for (let one: unknown = error, depth = 0; one !== undefined && one !== null && depth < 8; depth++) {
    if (test(one)) return true;
    one = one instanceof Error ? one.cause : undefined;
  }
  return false;
}

function isNetworkFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/.test(code) || error.message === "terminated";
}
