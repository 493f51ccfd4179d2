import { writeEntry } from "@/server/knowledge/entry-text";
import type { Ids } from "../fill";
import type { Entry } from "./entries";

const page = { page: 1, pageSize: 100 };
const oneEntry = (ids: Ids) => [{ id: ids.entryId }];

/** Names an entry by its id, as an exported file does. */
const exported = ({ entryId: id }: Ids): string =>
  writeEntry({
    ...{ id, category: "patterns", title: "Imported", content: "Words.", review: "accepted" },
    ...{ wording: null, examples: [], sourceFiles: [] },
  });

/** What a team knows about its repositories. */
export const knowledgeEntries: Record<string, Entry> = {
  "knowledge.list": {
    needs: "knowledge.read",
    findsNothing: true,
    inputs: (ids) => [
      page,
      { ...page, repositoryId: ids.repositoryId },
      { ...page, repositoryId: ids.repositoryId, category: "patterns", searchQuery: ids.word },
    ],
  },
  "knowledge.get": { needs: "knowledge.read", inputs: oneEntry },
  "knowledge.status": { needs: "knowledge.read", inputs: (ids) => [{ repositoryId: ids.repositoryId }] },
  "knowledge.preview": { needs: "knowledge.read", inputs: (ids) => [{ id: ids.minedEntryId }] },
  "knowledge.create": {
    needs: "knowledge.write",
    inputs: (ids) => [
      { repositoryId: ids.repositoryId, category: "gaps", title: "A gap", content: "Nothing tests it." },
    ],
  },
  "knowledge.update": {
    needs: "knowledge.write",
    inputs: (ids) => [{ id: ids.entryId, version: 1, content: "Other words." }],
  },
  "knowledge.review": {
    needs: "knowledge.write",
    inputs: (ids) => [{ id: ids.reviewedEntryId, version: 1, review: "accepted" }],
  },
  "knowledge.regenerate": {
    needs: "knowledge.write",
    inputs: (ids) => [{ id: ids.minedEntryId, version: 1 }],
  },
  "knowledge.delete": { needs: "knowledge.write", inputs: (ids) => [{ id: ids.deletedEntryId }] },
  "knowledge.export": {
    needs: "knowledge.read",
    inputs: (ids) => [
      { repositoryId: ids.repositoryId, form: "agents" },
      { repositoryId: ids.repositoryId, form: "categories" },
    ],
  },
  "knowledge.import": {
    needs: "knowledge.write",
    inputs: (ids) => [
      { repositoryId: ids.repositoryId, files: [{ name: "AGENTS.md", text: exported(ids) }] },
    ],
  },
  "knowledge.mine": { needs: "knowledge.write", inputs: (ids) => [{ repositoryId: ids.repositoryId }] },
};
