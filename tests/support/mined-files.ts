import { chunkFile } from "@/server/indexing/chunk";
import { detectLanguage } from "@/server/indexing/language";
import type { Finding, KnowledgeCategory, MinedFile } from "@/server/knowledge/finding";
import { mineKnowledge } from "@/server/knowledge/mine/mine-knowledge";

/** Path → text, as the miner would read it from a published index. */
export async function minedFiles(tree: Record<string, string>): Promise<MinedFile[]> {
  return Promise.all(
    Object.entries(tree).map(async ([path, content]) => {
      const language = detectLanguage(path, content.split("\n", 1)[0]);
      const { symbols } = await chunkFile({ path, language, content });
      return { path, language, content, symbols };
    }),
  );
}

/** The findings of a hand-made tree, and the keys of a category in the order of the alphabet. */
export async function mineTree(
  tree: Record<string, string>,
): Promise<{ findings: Finding[]; keys: (category: KnowledgeCategory) => string[] }> {
  const findings = await mineKnowledge(await minedFiles(tree));
  const keys = (category: KnowledgeCategory) =>
    findings
      .filter((one) => one.category === category)
      .map(({ key }) => key)
      .sort();
  return { findings, keys };
}
