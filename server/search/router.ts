import { TRPCError } from "@trpc/server";
import { z } from "zod";
import type { TenantTx } from "@/db/tenant";
import { getEmbedder } from "@/server/ai/get-embedder";
import { router, tenantProcedure } from "@/server/trpc/init";
import { type Cursor, decodeCursor, encodeCursor, fingerprint, MAX_RESULTS } from "./cursor";
import { embedQuestion } from "./embed-question";
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
      const searchable = await ctx.inTenant((tx) => listSearchable(tx));
      const literal = parseQuery(asked.text).text;
      const needsVector = asked.mode === "hybrid" && literal !== "" && searchable.length > 0;
      const question = needsVector ? await embedQuestion(literal) : { vector: null, note: undefined };
      const { organizationId } = ctx;
      const answer = await ctx.inTenant(
        (tx) => findPage(tx, { organizationId, asked, vector: question.vector, cursor, limit }),
        { mode: "snapshot" },
      );
      const notes = question.note === undefined ? answer.notes : [...answer.notes, question.note];
      return { ...answer, notes, tookMs: Math.round(performance.now() - startedMs) };
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
    vector: Float32Array | null;
    cursor: Cursor | undefined;
    limit: number;
  },
) {
  const { asked, vector, cursor, limit } = search;
  const parsed = parseQuery(asked.text);
  const scope = await resolveScope(tx, { organizationId: search.organizationId, ...asked, parsed });
  // Without its vector a question ranks otherwise: such a page does not continue one that had it.
  const index = fingerprint([scope.repositoryIds, scope.generations, vector !== null]);
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
      : await searchHybrid(tx, scope, { text: parsed.text, vector, model: getEmbedder().model });
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
