import type { TenantTx } from "@/db/tenant";
import { sharesQuestions } from "@/server/ai/model-name";
import { modelsToSearch, readActiveModel } from "@/server/embedding/active-model";
import { answerOf, nothing, openSearch, type SearchRequest } from "./open-search";
import { searchHybrid } from "./search-hybrid";
import { searchSymbols } from "./search-symbols";

/**
 * One page of a hybrid search, all of it from the snapshot that `tx` sees: filters, generations, both legs and the texts. When searches use
 * another model by now than the one that was asked, the name of that one, to ask it.
 */
export async function findPage(tx: TenantTx, request: SearchRequest) {
  const active = await readActiveModel(tx);
  if (request.question.vector && !sharesQuestions(active.model, request.question.model))
    return { askAgain: active.model };
  // Two names may share questions: a page belongs to the model whose vectors it compares.
  const question = { ...request.question, model: active.model };
  const open = await openSearch(tx, { ...request, question });
  const { parsed, scope, symbols } = open;
  if (scope.isEmpty) return answerOf(open, nothing);
  if (parsed.text === "") {
    return answerOf(open, symbols === null ? nothing : searchSymbols(tx, scope, symbols));
  }
  const found = await searchHybrid(tx, scope, {
    ...{ text: parsed.text, vector: question.vector, model: active.model, isMoving: active.isMoving },
    otherModels: modelsToSearch(active.model).filter((model) => model !== active.model),
  });
  return answerOf(open, found);
}
