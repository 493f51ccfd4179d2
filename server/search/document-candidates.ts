import type { TenantTx } from "@/db/tenant";
import { readDocumentPaths } from "./document-queries";
import type { Batch } from "./evaluate-expression";
import type { Candidates } from "./expression-candidates";
import type { Reader } from "./hold-texts";
import type { ResolvedScope } from "./resolve-scope";
import { documentBatches, hasLanguage, readDocumentTexts } from "./search-documents-exact";

/** The documents in scope behind the files that an expression is to be tried on. */
export async function withDocuments(
  tx: TenantTx,
  read: Reader,
  { scope, files }: { scope: ResolvedScope; files: Candidates },
): Promise<Candidates> {
  if (scope.documents === undefined || scope.within !== null) return files;
  const { batches, total, isCut } = await documentBatches(tx, scope);
  const ours = new Set(batches.flat());
  return {
    total: files.total + total,
    isCut: files.isCut || isCut,
    batches: inOrder(files.batches, readBatches(read, scope, batches)),
    readTexts: async (within, ids) => {
      const documents = ids.filter((id) => ours.has(id));
      const paths = await readDocumentPaths(within, documents);
      const texts = (await readDocumentTexts(within, documents)).map((text) => ({
        ...text,
        path: paths.get(text.id) ?? text.path,
      }));
      const rest = ids.filter((id) => !ours.has(id));
      return [...(rest.length > 0 ? await files.readTexts(within, rest) : []), ...texts];
    },
  };
}

async function* inOrder(...all: AsyncIterable<Batch>[]): AsyncGenerator<Batch> {
  for (const batches of all) yield* batches;
}

async function* readBatches(read: Reader, scope: ResolvedScope, batches: string[][]): AsyncGenerator<Batch> {
  for (const ids of batches) {
    const texts = (await read((tx) => readDocumentTexts(tx, ids))).filter((text) => hasLanguage(scope, text));
    yield { ids: texts.map(({ id }) => id), texts: texts.map(({ content }) => content) };
  }
}
