/** An expression that is none, or that cannot be evaluated. The message is a sentence for people. */
export class ExpressionError extends Error {
  /** Of the character to blame, in UTF-16 code units from the start of the text; undefined where none is. */
  readonly position: number | undefined;

  constructor(message: string, position?: number) {
    super(message);
    this.name = "ExpressionError";
    this.position = position;
  }
}
