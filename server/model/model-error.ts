/** Why a language model gave no answer, or none to the end. `message` says what to do; it names no key. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly reason: ModelErrorReason;
  constructor(reason: ModelErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

export type ModelErrorReason =
  | "unreachable"
  | "unauthorized"
  | "unknown_model"
  | "rate_limited"
  | "too_long"
  | "refused"
  | "server_error"
  | "broken_off"
  | "timeout"
  | "bad_answer";
