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
  examples: KnowledgeExample[];
  sourceFiles: Evidence[];
}

const headSchema = z.object({
  id: z.string().min(1).max(100),
  category: z.enum(knowledgeCategories),
  review: z.enum(["proposed", "accepted", "rejected"]),
  examples: z.array(exampleSchema).max(10_000),
  sourceFiles: z.array(evidenceSchema).max(1_000),
});

const END = "<!-- /carrel:entry -->";

/**
 * One entry as Markdown: a comment that says what it is, its title as a heading, its words as they are, and a comment at the
 * end. `readEntries` gives back exactly what went in, whatever the words hold.
 */
export function writeEntry({ title, content, ...head }: TravellingEntry): string {
  // A comment ends at the first `-->`, so none may stand in it.
  const said = JSON.stringify(headSchema.parse(head)).replaceAll(">", "\\u003e");
  return `<!-- carrel:entry ${said} -->\n## ${title}\n\n${escaped(content)}\n${END}\n`;
}

/** The entries of a Markdown file, and what stands in it as an entry and is none. What is around them is left alone. */
export function readEntries(text: string): { entries: TravellingEntry[]; faults: string[] } {
  const entries: TravellingEntry[] = [];
  const faults: string[] = [];
  const pattern =
    /^<!-- carrel:entry (.*) -->\r?\n## (.*?)\r?\n\r?\n([\s\S]*?)\r?\n<!-- \/carrel:entry -->$/gm;
  for (const [, said = "", title = "", content = ""] of text.matchAll(pattern)) {
    const head = headOf(said);
    if (head) entries.push({ ...head, title, content: unescaped(content) });
    else faults.push(title);
  }
  const begun = text.match(/^<!-- carrel:entry /gm)?.length ?? 0;
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
const escaped = (content: string) => content.replace(/^(\\*)(<!-- \/?carrel:entry)/gm, "$1\\$2");
const unescaped = (content: string) => content.replace(/^\\(\\*<!-- \/?carrel:entry)/gm, "$1");
