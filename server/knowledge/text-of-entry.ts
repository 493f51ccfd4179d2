import { redactSecrets } from "@/server/indexing/source/redact-secrets";

interface Words {
  category: string;
  title: string;
  content: string;
}

/** An entry as one text that searches look through: its title as a heading, then its words, secrets blotted out. */
export async function textOfEntry({ category, title, content }: Words): Promise<string> {
  return (await redactSecrets(`${category}.md`, `# ${title}\n\n${content}\n`)).text;
}
