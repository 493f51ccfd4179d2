/** Finds lines (1-based, ended by \n) in a text by character (UTF-16 code units). */
export class Lines {
  readonly content: string;
  /** Where each line starts. */
  readonly starts: number[];

  constructor(content: string) {
    this.content = content;
    this.starts = [0];
    for (let at = content.indexOf("\n"); at >= 0; at = content.indexOf("\n", at + 1))
      this.starts.push(at + 1);
  }

  /** The 1-based line that holds this character. */
  at(character: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= character) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** The first character of a 1-based line; the end of the text for lines past the last. */
  start(line: number): number {
    return this.starts[line - 1] ?? this.content.length;
  }

  /** The character after a 1-based line's text, before its line end. */
  end(line: number): number {
    const next = this.starts[line];
    return next === undefined ? this.content.length : next - 1;
  }
}
