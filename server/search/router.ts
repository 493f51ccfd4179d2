import { TRPCError } from "@trpc/server";
import { z } from "zod";
import type { TenantTx } from "@/db/tenant";
import { sharesQuestions } from "@/server/ai/model-name";
import { modelsToSearch, readActiveModel } from "@/server/embedding/active-model";
import { router, tenantProcedure } from "@/server/trpc/init";
import { type Cursor, decodeCursor, encodeCursor, fingerprint, MAX_RESULTS } from "./cursor";
import { type EmbeddedQuestion, embedQuestion } from "./embed-question";
import { parseQuery } from "./parse-query";
import { listSearchable } from "./queries";
import { resolveScope } from "./resolve-scope";
import { searchExact } from "./search-exact";
import { searchHybrid } from "./search-hybrid";

const text = z.string().refine((it) => !it.includes("\0"), "A search cannot hold the character NUL.");

const queryInput = z.object({
  text: text.trim().min(1, "Write what to look for.").max(1_000, "A search has at most 1,000 characters."),
  mode: z.enum(["hybrid", "exact"]).default("hybrid"),
  caseSensitive: z.boolean().default(false),
  wholeWord: z.boolean().default(false),
  repositoryIds: z.array(text.max(100)).max(100).optional(),
  path: text.max(1_000).optional(),
  language: text.max(40).optional(),
  limit: z.number().int().min(1).max(50).default(20),
  cursor: z.string().max(400).optional(),
});

type Asked = Omit<z.output<typeof queryInput>, "cursor" | "limit">;

export const searchRouter = router({
  /**
   * Passages of the caller's organization that answer a text, best first, at most 200; `nextCursor` fetches the next
   * page. When the index or the question has changed since, the answer starts over and says so with `isStale`.
   */
  query: tenantProcedure("search.query")
    .input(queryInput)
    .query(async ({ ctx, input }) => {
      const startedMs = performance.now();
      const { cursor: given, limit, ...asked } = input;
      const cursor = readCursor(given);
      // Refused before the model is asked; no transaction is held while it works.
      const begun = await ctx.inTenant(async (tx) => ({
        ...(await readActiveModel(tx)),
        isEmpty: (await listSearchable(tx)).length === 0,
      }));
      const literal = parseQuery(asked.text).text;
      const needsVector = asked.mode === "hybrid" && literal !== "" && !begun.isEmpty;
      let { model } = begun;
      const { organizationId } = ctx;
      for (;;) {
        const question = needsVector
          ? await embedQuestion(literal, model)
          : { model, vector: null, note: undefined };
        const page = await ctx.inTenant(
          (tx) => findPage(tx, { organizationId, asked, question, cursor, limit }),
          { mode: "snapshot" },
        );
        // All searches have changed to another model just now.
        if ("askAgain" in page) {
          model = page.askAgain;
          continue;
        }
        const notes = question.note === undefined ? page.notes : [...page.notes, question.note];
        return { ...page, notes, tookMs: Math.round(performance.now() - startedMs) };
      }
    }),
});

function readCursor(given: string | undefined): Cursor | undefined {
  if (given === undefined) return undefined;
  const cursor = decodeCursor(given);
  if (cursor) return cursor;
  throw new TRPCError({ code: "BAD_REQUEST", message: "This page marker is not one of ours. Search again." });
}

/** One page, all of it from the snapshot that `tx` sees: filters, generations, both legs and the texts. */
async function findPage(
  tx: TenantTx,
  search: {
    organizationId: string;
    asked: Asked;
    question: EmbeddedQuestion;
    cursor: Cursor | undefined;
    limit: number;
  },
) {
  const { asked, question, cursor, limit } = search;
  const active = await readActiveModel(tx);
  if (question.vector && !sharesQuestions(active.model, question.model)) return { askAgain: active.model };
  const parsed = parseQuery(asked.text);
  const scope = await resolveScope(tx, { organizationId: search.organizationId, ...asked, parsed });
  // Without its vector, or with another model's, a question ranks otherwise: such a page continues none that had it.
  const ranks = question.vector !== null && active.model;
  const index = fingerprint([scope.repositoryIds, scope.generations, ranks]);
  const query = fingerprint(asked);
  const isStale = cursor !== undefined && (cursor.index !== index || cursor.query !== query);
  const notes =
    parsed.text === "" ? [...scope.notes, "Add what to look for beside the filters."] : scope.notes;
  if (scope.isEmpty || parsed.text === "") {
    return { items: [], total: 0, nextCursor: null, isStale, isCut: false, notes };
  }
  const found =
    asked.mode === "exact"
      ? await searchExact(tx, scope, { literal: parsed.text, ...asked })
      : await searchHybrid(tx, scope, {
          ...{ text: parsed.text, vector: question.vector, model: active.model, isMoving: active.isMoving },
          otherModels: modelsToSearch(active.model).filter((model) => model !== active.model),
        });
  const from = cursor && !isStale ? cursor.rank : 0;
  const to = Math.min(from + limit, found.total, MAX_RESULTS);
  return {
    items: await found.fetchPage(from, to),
    total: found.total,
    nextCursor: to < found.total ? encodeCursor({ index, query, rank: to }) : null,
    isStale,
    isCut: found.isCut,
    notes: found.isCut
      ? [
          ...notes,
          "There is more than was looked at: give a longer text, or narrow it with repo:, path: or lang:.",
        ]
      : notes,
  };
}
