import { TRPCError } from "@trpc/server";
import { z } from "zod";
import type { TenantTx } from "@/db/tenant";
import { readActiveModel } from "@/server/embedding/active-model";
import { router, tenantProcedure } from "@/server/trpc/init";
import { type Cursor, decodeCursor } from "./cursor";
import { readDocumentState } from "./document-queries";
import { embedQuestion } from "./embed-question";
import { ExpressionError } from "./expression-error";
import { NoTurn } from "./fair-turns";
import { findDefinitions } from "./find-definitions";
import { findExactPage } from "./find-exact-page";
import { findPage } from "./find-page";
import { listKnowledgeShelves } from "./knowledge-queries";
import { parseQuery } from "./parse-query";
import { listSearchable } from "./queries";
import { searchKinds } from "./result";

const text = z.string().refine((it) => !it.includes("\0"), "A search cannot hold the character NUL.");

const queryInput = z.object({
  text: text.trim().min(1, "Write what to look for.").max(1_000, "A search has at most 1,000 characters."),
  mode: z.enum(["hybrid", "exact"]).default("hybrid"),
  caseSensitive: z.boolean().default(false),
  wholeWord: z.boolean().default(false),
  /** In exact mode: the text is a regular expression of JavaScript. */
  regex: z.boolean().default(false),
  repositoryIds: z.array(text.max(100)).max(100).optional(),
  path: text.max(1_000).optional(),
  language: text.max(40).optional(),
  /** Only files of repositories, only documents, or only what is known of repositories. */
  kind: z.enum(searchKinds).optional(),
  limit: z.number().int().min(1).max(50).default(20),
  cursor: z.string().max(400).optional(),
});

const definitionsInput = z.object({
  name: text.trim().min(1, "Write the name of something.").max(120, "A name has at most 120 characters."),
  /** The file it is asked from: what is declared near it comes first. */
  from: z.object({ repositoryId: text.max(100), path: text.max(4_096) }).optional(),
});

export const searchRouter = router({
  /**
   * Passages of the caller's organization that answer a text, best first, at most 200; `nextCursor` fetches the next
   * page. When the index or the question has changed since, the answer starts over and says so with `isStale`.
   */
  query: tenantProcedure("search.query")
    .input(queryInput)
    .query(async ({ ctx, input, signal }) => {
      const startedMs = performance.now();
      const { cursor: given, limit, ...asked } = input;
      const request = { organizationId: ctx.organizationId, asked, cursor: readCursor(given), limit };
      const inSnapshot = <T>(work: (tx: TenantTx) => Promise<T>) => ctx.inTenant(work, { mode: "snapshot" });
      const tookMs = () => Math.round(performance.now() - startedMs);
      if (asked.mode === "exact") {
        const question = { model: "", vector: null, note: undefined };
        const page = await orRefusal(findExactPage(inSnapshot, { ...request, question }, signal));
        return { ...page, tookMs: tookMs() };
      }
      // Refused before the model is asked; no transaction is held while it works.
      const begun = await ctx.inTenant(async (tx) => ({
        ...(await readActiveModel(tx)),
        isEmpty:
          (await listSearchable(tx)).length === 0 &&
          (await readDocumentState(tx)) === undefined &&
          (await listKnowledgeShelves(tx)).length === 0,
      }));
      const literal = parseQuery(asked.text).text;
      let { model } = begun;
      for (;;) {
        const question =
          literal === "" || begun.isEmpty
            ? { model, vector: null, note: undefined }
            : await embedQuestion(literal, model);
        const page = await inSnapshot((tx) => findPage(tx, { ...request, question }));
        // All searches have changed to another model just now.
        if ("askAgain" in page) {
          model = page.askAgain;
          continue;
        }
        const notes = question.note === undefined ? page.notes : [...page.notes, question.note];
        return { ...page, notes, tookMs: tookMs() };
      }
    }),

  /** Where something of this name is declared, nearest to the file it is asked from first; at most 50. */
  definitions: tenantProcedure("search.query")
    .input(definitionsInput)
    .query(({ ctx, input }) =>
      ctx.inTenant((tx) =>
        findDefinitions(tx, { organizationId: ctx.organizationId, name: input.name, from: input.from }),
      ),
    ),
});

function readCursor(given: string | undefined): Cursor | undefined {
  if (given === undefined) return undefined;
  const cursor = decodeCursor(given);
  if (cursor) return cursor;
  throw new TRPCError({ code: "BAD_REQUEST", message: "This page marker is not one of ours. Search again." });
}

/** What an expression can fail of, as a refusal. */
async function orRefusal<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof ExpressionError)
      throw new TRPCError({ code: "BAD_REQUEST", message: cause.message, cause });
    if (cause instanceof NoTurn) {
      const message = "Your organization has too many expressions waiting. Try again in a few seconds.";
      throw new TRPCError({ code: "TOO_MANY_REQUESTS", message, cause });
    }
    if (cause instanceof Error && cause.name === "AbortError")
      throw new TRPCError({ code: "CLIENT_CLOSED_REQUEST", message: "The search was given up.", cause });
    throw cause;
  }
}
