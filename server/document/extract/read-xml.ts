import { SaxesParser } from "saxes";
import { ExtractionRefusal } from "./extracted.ts";
import { damaged } from "./read-package.ts";

const DEEPEST = 256;
/** Of all parts together: the cells of a sheet of four million characters are fewer. */
const MOST_ELEMENTS = 1_500_000;

// A thread reads one file, and ends with it.
let elements = 0;

export interface XmlReader {
  /** Names without their prefix: what a prefix means differs between programs, the names do not. */
  open?: (name: string, attribute: (name: string) => string | undefined) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

/** Reads XML from beginning to end, keeping none of it. Refuses what is nested deeper than any document. */
export function readXml(xml: string, reader: XmlReader): void {
  const parser = new SaxesParser({ xmlns: false, fragment: false });
  let depth = 0;
  parser.on("opentag", ({ name, attributes }) => {
    if (++depth > DEEPEST)
      throw new ExtractionRefusal(
        `It is nested more than ${DEEPEST} levels deep, which no office program writes.`,
      );
    if (++elements > MOST_ELEMENTS)
      throw new ExtractionRefusal(
        "It has more than 1.5 million cells and paragraphs, more than can be read. Split it.",
      );
    const own = attributes as Record<string, string>;
    reader.open?.(localName(name), (wanted) => {
      const found = Object.keys(own).find((one) => one === wanted || localName(one) === wanted);
      return found === undefined ? undefined : own[found];
    });
  });
  parser.on("text", (text) => reader.text?.(text));
  parser.on("cdata", (text) => reader.text?.(text));
  parser.on("closetag", ({ name }) => {
    depth -= 1;
    reader.close?.(localName(name));
  });
  parser.on("error", (error) => {
    throw damaged(error);
  });
  parser.write(xml).close();
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);
