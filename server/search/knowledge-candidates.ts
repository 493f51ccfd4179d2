import type { TenantTx } from "@/db/tenant";
import type { Batch } from "./evaluate-expression";
import type { Candidates } from "./expression-candidates";
import type { ResolvedScope } from "./resolve-scope";
import { readEntryTexts, readEntryTextsById } from "./search-knowledge-exact";

/** The entries of knowledge in scope behind the files that an expression is to be tried on. */
export async function withKnowledge(
  tx: TenantTx,
  { scope, files }: { scope: ResolvedScope; files: Candidates },
): Promise<Candidates> {
  const { texts, isCut } = await readEntryTexts(tx, scope);
  if (texts.length === 0) return files;
  const ours = new Set(texts.map(({ id }) => id));
  const batch = { ids: [...ours], texts: texts.map(({ content }) => content) };
  return {
    total: files.total + texts.length,
    isCut: files.isCut || isCut,
    batches: andThen(files.batches, batch),
    readTexts: async (within, ids) => {
      const rest = ids.filter((id) => !ours.has(id));
      return [
        ...(rest.length > 0 ? await files.readTexts(within, rest) : []),
        ...(await readEntryTextsById(
          within,
          ids.filter((id) => ours.has(id)),
        )),
      ];
    },
  };
}

async function* andThen(batches: AsyncIterable<Batch>, last: Batch): AsyncGenerator<Batch> {
  yield* batches;
  yield last;
}
