import { type Extracted, ExtractionRefusal, TextBuilder } from "./extracted.ts";
import type { Package } from "./read-package.ts";
import { readRelations } from "./read-relations.ts";
import { readXml } from "./read-xml.ts";

const PRESENTATION = "ppt/presentation.xml";
const MOST_SLIDES = 2_000;

/** A presentation: the words of each slide in their order, a line a paragraph. */
export function readPptx(file: Package): Extracted {
  const xml = file.readXml(PRESENTATION);
  if (xml === undefined) throw new ExtractionRefusal("The file is damaged: its list of slides is missing.");
  const relations = readRelations(file, PRESENTATION);
  const slides: string[] = [];
  readXml(xml, {
    open: (tag, attribute) => {
      // The slide's own number is called `id` as well; the relation is the one with a prefix.
      if (tag === "sldId") slides.push(relations.get(attribute("r:id") ?? "") ?? "");
    },
  });
  const text = new TextBuilder();
  slides.slice(0, MOST_SLIDES).forEach((part, index) => {
    const slide = file.readXml(part);
    if (slide === undefined) return;
    const label = `Slide ${index + 1}`;
    text.begin(label);
    text.add(`## ${label}\n\n`);
    readSlide(slide, (paragraph) => text.add(`${paragraph}\n`));
    text.add("\n");
  });
  return text.end();
}

function readSlide(xml: string, onParagraph: (text: string) => void): void {
  let [paragraph, isText] = ["", false];
  readXml(xml, {
    open: (tag) => {
      if (tag === "p") paragraph = "";
      if (tag === "br") paragraph += " ";
      isText = tag === "t";
    },
    text: (part) => {
      if (isText) paragraph += part;
    },
    close: (tag) => {
      if (tag === "t") isText = false;
      if (tag === "p" && paragraph.trim() !== "") onParagraph(paragraph.trim());
    },
  });
}
