import type { TenantTx } from "@/db/tenant";
import { getEmbedder } from "@/server/ai/get-embedder";
import { answerOf, nothing, openSearch, type SearchRequest } from "./open-search";
import { searchExact } from "./search-exact";
import { searchHybrid } from "./search-hybrid";
import { searchSymbols } from "./search-symbols";

/** One page, all of it from the snapshot that `tx` sees: filters, generations, both legs and the texts. */
export async function findPage(tx: TenantTx, request: SearchRequest) {
  const { asked, vector } = request;
  const open = await openSearch(tx, request);
  const { parsed, scope, symbols } = open;
  if (scope.isEmpty) return answerOf(open, nothing);
  if (parsed.text === "") {
    return answerOf(open, symbols === null ? nothing : searchSymbols(tx, scope, symbols));
  }
  const found =
    asked.mode === "exact"
      ? await searchExact(tx, scope, { literal: parsed.text, ...asked })
      : await searchHybrid(tx, scope, { text: parsed.text, vector, model: getEmbedder().model });
  return answerOf(open, found);
}
