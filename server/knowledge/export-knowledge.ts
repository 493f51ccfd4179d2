import { asc, eq } from "drizzle-orm";
import { knowledgeBase, repository } from "@/db/schema";
import { type KnowledgeCategory, knowledgeCategories } from "@/db/schema/knowledge-part";
import type { TenantTx } from "@/db/tenant";
import { type TravellingEntry, writeEntry } from "./entry-text";

export interface ExportedFile {
  name: string;
  text: string;
}

/** For agents: what people have accepted, in one file. By category: everything but what was rejected, a file each. */
export type ExportForm = "agents" | "categories";

/** Undefined without the repository. */
export async function exportKnowledge(
  tx: TenantTx,
  { repositoryId, form }: { repositoryId: string; form: ExportForm },
): Promise<ExportedFile[] | undefined> {
  const [found] = await tx
    .select({ name: repository.name })
    .from(repository)
    .where(eq(repository.id, repositoryId));
  if (!found) return undefined;
  const entries = await tx
    .select({
      id: knowledgeBase.id,
      category: knowledgeBase.category,
      title: knowledgeBase.title,
      content: knowledgeBase.content,
      wording: knowledgeBase.wording,
      review: knowledgeBase.review,
      examples: knowledgeBase.examples,
      sourceFiles: knowledgeBase.sourceFiles,
    })
    .from(knowledgeBase)
    .where(eq(knowledgeBase.repositoryId, repositoryId))
    .orderBy(asc(knowledgeBase.category), asc(knowledgeBase.title), asc(knowledgeBase.id));
  const of = (category: KnowledgeCategory) =>
    entries.filter(
      (one) =>
        one.category === category &&
        (form === "agents" ? one.review === "accepted" : one.review !== "rejected"),
    );
  const groups = knowledgeCategories
    .map((category) => ({ category, own: of(category) }))
    .filter(({ own }) => own.length > 0);
  if (form === "categories")
    return groups.map(({ category, own }) => ({
      name: `${category}.md`,
      text: `# ${found.name}: ${category}\n\n${written(own)}`,
    }));
  return [
    {
      name: "AGENTS.md",
      text: `# Testing in ${found.name}\n\n${groups.map(({ own }) => written(own)).join("\n")}`,
    },
  ];
}

const written = (entries: TravellingEntry[]): string => entries.map(writeEntry).join("\n");
