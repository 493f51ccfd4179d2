import type { Lines } from "./lines.ts";

export interface Heading {
  /** 1-based line of its text. */
  line: number;
  /** 1 is the outermost. */
  level: number;
  text: string;
}

/** The headings of markdown, reStructuredText, AsciiDoc, org and TeX; fenced code holds none. */
export function findHeadings(lines: Lines, language: string | null): Heading[] {
  const headings: Heading[] = [];
  const underlines: string[] = [];
  let fence: string | undefined;
  let previous = "";
  for (let line = frontMatterEnd(lines) + 1; line <= lines.starts.length; line++) {
    // A line longer than any heading is looked at no further.
    const text = lines.content
      .slice(lines.start(line), Math.min(lines.end(line), lines.start(line) + 400))
      .trimEnd();
    const fenced = /^ {0,3}(`{3,}|~{3,}|-{4,}$|\.{4,}$)/.exec(text)?.[1];
    const opens = fenced !== undefined && (/^[`~]/.test(fenced) || language === "asciidoc");
    if (fence !== undefined) {
      if (fenced?.startsWith(fence) && text.trim() === fenced) fence = undefined;
    } else if (opens && fenced) fence = fenced;
    else {
      const heading = headingOf(text, previous, language, underlines);
      if (heading) headings.push({ ...heading, line: heading.underlined ? line - 1 : line });
    }
    previous = fence === undefined ? text : "";
  }
  return headings;
}

/** The last line of the settings between two `---` at the top of a file; 0 when there are none. */
function frontMatterEnd(lines: Lines): number {
  const isRule = (line: number) => {
    const end = Math.min(lines.end(line), lines.start(line) + 10);
    return lines.content.slice(lines.start(line), end).trimEnd() === "---";
  };
  if (!isRule(1)) return 0;
  for (let line = 2; line <= Math.min(lines.starts.length, 200); line++) if (isRule(line)) return line;
  return 0;
}

type Found = { level: number; text: string; underlined?: boolean };

function headingOf(
  text: string,
  previous: string,
  language: string | null,
  underlines: string[],
): Found | undefined {
  switch (language) {
    case "markdown":
    case "mdx":
      return marked(/^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?$/, text) ?? setext(text, previous);
    case "asciidoc":
      return marked(/^(={1,6})[ \t]+(.+)$/, text);
    case "org":
      return marked(/^(\*{1,8})[ \t]+(.+)$/, text);
    case "rst":
      return underlined(text, previous, underlines);
    case "tex": {
      const found = /^\s*\\(part|chapter|section|subsection|subsubsection|paragraph)\*?\{(.+?)\}/.exec(text);
      const levels = ["part", "chapter", "section", "subsection", "subsubsection", "paragraph"];
      return found ? { level: levels.indexOf(found[1] ?? "") + 1, text: found[2] ?? "" } : undefined;
    }
    default:
      return undefined;
  }
}

function marked(pattern: RegExp, text: string): Found | undefined {
  const found = pattern.exec(text);
  return found?.[2]?.trim() ? { level: found[1]?.length ?? 1, text: plain(found[2]) } : undefined;
}

/** `---` below a line is a heading only if that line is a sentence, not a list, a table, a quote or front matter. */
function setext(text: string, previous: string): Found | undefined {
  if (!/^ {0,3}(=+|-{2,})$/.test(text) || !/^ {0,3}[^\s>#|*+\-:]/.test(previous) || previous.includes("|"))
    return undefined;
  return { level: text.trim().startsWith("=") ? 1 : 2, text: plain(previous.trim()), underlined: true };
}

/** reStructuredText gives levels to underlines in the order in which a file uses them. */
function underlined(text: string, previous: string, underlines: string[]): Found | undefined {
  const mark = /^([=\-`:.'"~^_*+#])\1{2,}$/.exec(text)?.[1];
  if (!mark || previous.trim() === "" || /^\s/.test(previous) || text.length < previous.trimEnd().length)
    return undefined;
  if (/^([=\-`:.'"~^_*+#])\1{2,}$/.test(previous)) return undefined;
  if (!underlines.includes(mark)) underlines.push(mark);
  return { level: underlines.indexOf(mark) + 1, text: previous.trim(), underlined: true };
}

/** A heading without its links and emphasis: `[Install](#x) the **thing**` → Install the thing. */
function plain(text: string): string {
  const bare = text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\s*\{#[^}]*\}$/, "")
    .replace(/[*`]/g, "")
    .trim();
  return bare || text.trim();
}
