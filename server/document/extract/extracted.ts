/** A page, a sheet or a slide, and where it begins in the text: UTF-16 code units. */
export interface Place {
  label: string;
  start: number;
}

/** The text of a file. Headings are marked as in Markdown, so that it is cut at them. */
export interface Extracted {
  text: string;
  places: Place[];
}

/** Why no text comes of a file, in words for the person who uploaded it. */
export class ExtractionRefusal extends Error {
  override readonly name = "ExtractionRefusal";
}

/** The longest text that is taken from a file. */
export const MAX_CHARACTERS = 4 * 1024 * 1024;

export const tooLong = (): ExtractionRefusal =>
  new ExtractionRefusal(
    "It holds more than 4 million characters of text, the most a document may have. Split it.",
  );

/** Gathers a text part by part, and refuses it when it becomes too long. */
export class TextBuilder {
  readonly places: Place[] = [];
  #parts: string[] = [];
  #length = 0;

  add(part: string): void {
    this.#length += part.length;
    if (this.#length > MAX_CHARACTERS) throw tooLong();
    this.#parts.push(part);
  }

  /** What follows belongs to this page, sheet or slide. */
  begin(label: string): void {
    this.places.push({ label, start: this.#length });
  }

  end(): Extracted {
    return { text: this.#parts.join(""), places: this.places };
  }
}
