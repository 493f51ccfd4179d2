import { hash } from "node:crypto";
import { z } from "zod";
import {
  type Evidence,
  evidenceSchema,
  exampleSchema,
  type KnowledgeCategory,
  type KnowledgeExample,
  knowledgeCategories,
} from "@/db/schema/knowledge-part";

/** An entry as it travels in a Markdown file. */
export interface TravellingEntry {
  id: string;
  category: KnowledgeCategory;
  title: string;
  content: string;
  review: "proposed" | "accepted" | "rejected";
  /** What a model says to it: stands before the content. */
  wording: string | null;
  examples: KnowledgeExample[];
  sourceFiles: Evidence[];
}

const headSchema = z.object({
  id: z.string().min(1).max(100),
  category: z.enum(knowledgeCategories),
  review: z.enum(["proposed", "accepted", "rejected"]),
  // How far a model's words reach, and their SHA-256: by that they are known again.
  worded: z.object({ chars: z.number().int().positive(), hash: z.string() }).optional(),
  examples: z.array(exampleSchema).max(100_000),
  sourceFiles: z.array(evidenceSchema).max(1_000),
});

const END = "<!-- /carrel:entry -->";

/**
 * One entry as Markdown: a comment that says what it is, its title as a heading, its words as they are, and a comment at the
 * end. `readEntries` gives back exactly what went in, whatever the words hold.
 */
export function writeEntry({ title, content, wording, ...head }: TravellingEntry): string {
  const worded = wording === null ? {} : { worded: { chars: wording.length, hash: hash("sha256", wording) } };
  // A comment ends at the first `-->`, so none may stand in it.
  const said = JSON.stringify(headSchema.parse({ ...head, ...worded })).replaceAll(">", "\\u003e");
  return `<!-- carrel:entry ${said} -->\n## ${title}\n\n${escaped(textOf({ wording, content }))}\n${END}\n`;
}

/** The entries of a Markdown file, and what stands in it as an entry and is none. What is around them is left alone. */
export function readEntries(file: string): { entries: TravellingEntry[]; faults: string[] } {
  const entries: TravellingEntry[] = [];
  const faults: string[] = [];
  // Whatever an editor did to line ends and to the beginning. U+2028 is no line end here, as it is to `.` and `$`.
  const text = file.replace(/^\ufeff/, "").replaceAll(/\r\n?/g, "\n");
  const pattern =
    /(?<![^\n])<!-- carrel:entry ([^\n]*) -->\n## ([^\n]*)\n\n([\s\S]*?)\n<!-- \/carrel:entry -->(?![^\n])/g;
  for (const [, said = "", title = "", content = ""] of text.matchAll(pattern)) {
    const head = headOf(said);
    if (!head) {
      faults.push(title);
      continue;
    }
    const { worded, ...rest } = head;
    entries.push({ ...rest, title, ...parted(unescaped(content), worded) });
  }
  const begun = text.match(/(?<![^\n])<!-- carrel:entry /g)?.length ?? 0;
  if (begun > entries.length + faults.length)
    faults.push(`${begun - entries.length - faults.length} without their heading or their end`);
  return { entries, faults };
}

function headOf(said: string): z.infer<typeof headSchema> | undefined {
  try {
    return headSchema.safeParse(JSON.parse(said)).data;
  } catch {
    return undefined;
  }
}

// Words that hold a mark of ours gain a backslash on the way out, and lose it on the way in.
const escaped = (content: string) => content.replace(/(?<![^\n])(\\*)(<!-- \/?carrel:entry)/g, "$1\\$2");
const unescaped = (content: string) => content.replace(/(?<![^\n])\\(\\*<!-- \/?carrel:entry)/g, "$1");

/** An entry as people read it: a model's words, then the content. */
export const textOf = ({ wording, content }: { wording: string | null; content: string }): string =>
  wording === null ? content : `${wording}\n\n${content}`;

/** The two again, as long as nobody has changed the model's words: whoever did has made all of it their own. */
function parted(
  text: string,
  worded: z.infer<typeof headSchema>["worded"],
): Pick<TravellingEntry, "wording" | "content"> {
  const whole = { wording: null, content: text };
  if (!worded || text.slice(worded.chars, worded.chars + 2) !== "\n\n") return whole;
  const wording = text.slice(0, worded.chars);
  if (hash("sha256", wording) !== worded.hash) return whole;
  return { wording, content: text.slice(worded.chars + 2) };
}
