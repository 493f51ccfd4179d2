import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { getEmbedder } from "@/server/ai/get-embedder";
import { router, tenantProcedure } from "@/server/trpc/init";
import { decodeCursor, encodeCursor, fingerprint, MAX_RESULTS } from "./cursor";
import { embedQuestion } from "./embed-question";
import { parseQuery } from "./parse-query";
import { resolveScope } from "./resolve-scope";
import { searchExact } from "./search-exact";
import { searchHybrid } from "./search-hybrid";

const queryInput = z.object({
  text: z
    .string()
    .trim()
    .min(1, "Write what to look for.")
    .max(1_000, "A search has at most 1,000 characters.")
    .refine((text) => !text.includes("\0"), "A search cannot hold the character NUL."),
  mode: z.enum(["hybrid", "exact"]).default("hybrid"),
  caseSensitive: z.boolean().default(false),
  wholeWord: z.boolean().default(false),
  repositoryIds: z.array(z.string().max(100)).max(100).optional(),
  path: z.string().max(1_000).optional(),
  language: z.string().max(40).optional(),
  limit: z.number().int().min(1).max(50).default(20),
  cursor: z.string().max(400).optional(),
});

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
      const cursor = given === undefined ? undefined : decodeCursor(given);
      if (given !== undefined && !cursor) {
        throw new TRPCError({
          code: "BAD_REQUEST",
          message: "This page marker is not one of ours. Search again.",
        });
      }
      const parsed = parseQuery(input.text);
      // A question of filters alone has nothing to look for.
      if (parsed.text === "") {
        return {
          items: [],
          total: 0,
          nextCursor: null,
          isStale: false,
          isCut: false,
          tookMs: 0,
          notes: ["Add what to look for beside the filters."],
        };
      }
      // Refused before the model is asked; no transaction is held while it works.
      await ctx.inTenant(async () => {});
      const vector =
        input.mode === "hybrid" ? await embedQuestion(parsed.text) : { vector: null, note: undefined };
      return ctx.inTenant(
        async (tx) => {
          const scope = await resolveScope(tx, { organizationId: ctx.organizationId, ...asked, parsed });
          const index = fingerprint([scope.repositoryIds, scope.generations]);
          const query = fingerprint(asked);
          const isStale = cursor !== undefined && (cursor.index !== index || cursor.query !== query);
          const from = cursor && !isStale ? cursor.rank : 0;
          const found = scope.isEmpty
            ? { total: 0, isCut: false, fetchPage: async () => [] }
            : input.mode === "exact"
              ? await searchExact(tx, scope, { literal: parsed.text, ...asked })
              : await searchHybrid(tx, scope, {
                  text: parsed.text,
                  vector: vector.vector,
                  model: getEmbedder().model,
                });
          const to = Math.min(from + limit, found.total, MAX_RESULTS);
          const items = await found.fetchPage(from, to);
          return {
            items,
            total: found.total,
            nextCursor: to < found.total ? encodeCursor({ index, query, rank: to }) : null,
            isStale,
            isCut: found.isCut,
            tookMs: Math.round(performance.now() - startedMs),
            notes: [...scope.notes, ...(vector.note === undefined ? [] : [vector.note])],
          };
        },
        { mode: "snapshot" },
      );
    }),
});
