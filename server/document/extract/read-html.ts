import { Parser } from "htmlparser2";
import { type Extracted, ExtractionRefusal, TextBuilder } from "./extracted.ts";

// The parser looks through all that is open at every end of an element.
const DEEPEST = 1_000;
const MOST_ELEMENTS = 1_000_000;

const unseen = new Set([
  "script",
  "style",
  "template",
  "noscript",
  "svg",
  "math",
  "iframe",
  "object",
  "head",
]);
const blocks = new Set(
  `address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
  header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul`.split(/\s+/),
);

/** What a person reads of a page: its words by paragraph, headings marked. Nothing in it is run, loaded or followed. */
export function readHtml(html: string): Extracted {
  const text = new TextBuilder();
  let [line, hidden, kept] = ["", 0, 0];
  let prefix = "";
  let [depth, elements] = [0, 0];
  const endLine = () => {
    const words = kept > 0 ? line.replace(/\s+$/, "") : line.replace(/\s+/g, " ").trim();
    if (words !== "") text.add(`${prefix}${words}\n\n`);
    [line, prefix] = ["", ""];
  };
  const parser = new Parser(
    {
      onopentagname(tag) {
        if (++depth > DEEPEST)
          throw new ExtractionRefusal(`It is nested more than ${DEEPEST} levels deep, as no page is.`);
        if (++elements > MOST_ELEMENTS)
          throw new ExtractionRefusal(
            "It has more than a million elements, more than can be read. Split it.",
          );
        if (unseen.has(tag)) hidden += 1;
        if (blocks.has(tag)) endLine();
        if (tag === "pre") kept += 1;
        if (tag === "br") line += "\n";
        if (/^h[1-6]$/.test(tag)) prefix = `${"#".repeat(Number(tag[1]))} `;
        if (tag === "li") prefix = "- ";
      },
      ontext(part) {
        if (hidden === 0) line += part;
      },
      onclosetag(tag) {
        depth -= 1;
        if (tag === "td" || tag === "th") line += " | ";
        if (blocks.has(tag)) endLine();
        if (tag === "pre") kept = Math.max(0, kept - 1);
        if (unseen.has(tag)) hidden = Math.max(0, hidden - 1);
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  endLine();
  return text.end();
}
