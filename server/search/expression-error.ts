/** An expression that is none, or that cannot be evaluated. The message is a sentence for people. */
export class ExpressionError extends Error {
  /** UTF-16 code units from the start of what was searched for; undefined where no place is to blame. */
  readonly position: number | undefined;

  constructor(message: string, position?: number) {
    super(message);
    this.name = "ExpressionError";
    this.position = position;
  }
}
