import type { TenantTx } from "@/db/tenant";
import { matchLanguage } from "@/server/indexing/language";
import { documentsInScope } from "./documents-in-scope";
import { knowledgeInScope } from "./knowledge-in-scope";
import type { ParsedQuery } from "./parse-query";
import { pathPattern } from "./path-pattern";
import { listFileIds, listSearchable } from "./queries";
import type { SearchKind } from "./result";
import { type SearchScope, sourceIdsOf } from "./scope-queries";
import type { Within } from "./spans-within";

export interface ScopeInput {
  organizationId: string;
  repositoryIds?: string[] | undefined;
  path?: string | undefined;
  language?: string | undefined;
  parsed: ParsedQuery;
  /** What is looked for; files alone where it is not said. */
  kinds?: readonly SearchKind[] | undefined;
}

export interface ResolvedScope extends SearchScope {
  repositoryNames: Map<string, string>;
  /** What to tell the person about filters that name nothing. */
  notes: string[];
  /** Whether anything can be found at all. */
  isEmpty: boolean;
  /** The lines that `sym:` leaves, by file; null without it. */
  within: Within | null;
}

/** Turns filters into what the statements need. A filter that names nothing finds nothing, and says so. */
export async function resolveScope(tx: TenantTx, input: ScopeInput): Promise<ResolvedScope> {
  const { parsed, kinds = ["file"] } = input;
  const notes: string[] = [];
  const all = await listSearchable(tx);
  const paths = [...parsed.paths, ...(input.path ? [input.path] : [])];
  const known = kinds.includes("knowledge")
    ? await knowledgeInScope(tx, { ...input, paths })
    : { all: [], chosen: [], state: undefined };
  let chosen = kinds.includes("file") && parsed.folders.length === 0 ? all : [];
  if (input.repositoryIds !== undefined) {
    const ids = new Set(input.repositoryIds);
    chosen = chosen.filter((one) => ids.has(one.id));
    if (new Set([...chosen, ...known.chosen].map((one) => one.id)).size < ids.size)
      notes.push("A chosen repository is gone, or nothing of it is indexed yet.");
  }
  if (parsed.repositoryNames.length > 0) {
    const names = new Set(parsed.repositoryNames.map((name) => name.toLowerCase()));
    for (const name of parsed.repositoryNames) {
      if (![...all, ...known.all].some((one) => one.name.toLowerCase() === name.toLowerCase())) {
        notes.push(`No repository here is called “${name}”.`);
      }
    }
    chosen = chosen.filter((one) => names.has(one.name.toLowerCase()));
  }
  const languages = new Set<string>();
  for (const written of [...parsed.languages, ...(input.language ? [input.language] : [])]) {
    const language = matchLanguage(written);
    if (language === undefined) notes.push(`No language is called “${written}”.`);
    languages.add(language ?? written);
  }
  if (languages.size > 1) notes.push("A file has one language: two language filters find nothing.");
  const { state, documents, note } = kinds.includes("document")
    ? await documentsInScope(tx, { ...input, paths })
    : { state: undefined, documents: undefined, note: undefined };
  if (note !== undefined) notes.push(note);
  const scope: SearchScope = {
    organizationId: input.organizationId,
    repositoryIds: chosen.map((one) => one.id),
    generations: chosen.map((one) => one.generation),
    published: {
      repositoryIds: all.map((one) => one.id),
      generations: all.map((one) => one.generation),
      documents: state,
      knowledgeOf: known.all.map((one) => one.id),
      state: known.state,
    },
    documents,
    knowledgeOf: known.chosen.map((one) => one.id),
    language: [...languages][0] ?? null,
    fileIds: null,
  };
  if (paths.length > 0 && chosen.length > 0) {
    scope.fileIds = await listFileIds(tx, scope, paths.map(pathPattern));
  }
  if (paths.length > 0 && (chosen.length > 0 || documents) && sourceIdsOf(scope)?.length === 0)
    notes.push(`No file here has a path like “${paths.join("” and “")}”.`);
  return {
    ...scope,
    repositoryNames: new Map([...known.chosen, ...chosen].map((one) => [one.id, one.name])),
    notes,
    within: null,
    isEmpty:
      (chosen.length === 0 && documents === undefined && known.chosen.length === 0) ||
      sourceIdsOf(scope)?.length === 0 ||
      languages.size > 1,
  };
}
