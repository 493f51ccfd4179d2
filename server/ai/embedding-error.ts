export type EmbeddingErrorCode =
  | "unauthorized"
  | "rate_limited"
  | "unknown_model"
  | "unreachable"
  | "timeout"
  | "server_error"
  | "bad_answer"
  | "wrong_dimension"
  | "model_failed";

/** Why no vectors came, with what to do about it; never holds a key. Passes on to whoever started the run. */
export class EmbeddingError extends Error {
  override readonly name = "EmbeddingError";
  readonly code: EmbeddingErrorCode;
  constructor(code: EmbeddingErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
