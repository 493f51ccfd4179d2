import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { insertKnowledgeBaseSchema, knowledgeFreshnesses, knowledgeReviews } from "@/db/schema/knowledge";
import { knowledgeCategories } from "@/db/schema/knowledge-part";
import { found } from "@/server/trpc/errors";
import { router, tenantProcedure } from "@/server/trpc/init";
import { likePattern, listInput, pageOf } from "@/server/trpc/list";
import { changeAndShelve } from "./change-and-shelve";
import * as change from "./change-entry";
import { exportKnowledge } from "./export-knowledge";
import { importKnowledge } from "./import-knowledge";
import { MINER_VERSION } from "./miner-version";
import * as queries from "./queries";
import { queueMining } from "./queue-mining";

const id = z.string().min(1).max(100);
const repositoryInput = z.object({ repositoryId: id });
/** `version` is the entry's as it was seen. */
const seen = z.object({ id, version: z.number().int().min(1) });
const words = insertKnowledgeBaseSchema.pick({ category: true, title: true, content: true });
const line = z.number().int().min(1).max(10_000_000);
const lineRange = z.object({ path: z.string().min(1).max(1_024), startLine: line, endLine: line });

const exportedFile = z.object({
  name: z.string().min(1).max(200),
  text: z.string().max(2_000_000, "A file of knowledge holds at most 2,000,000 characters."),
});

export const knowledgeRouter = router({
  list: tenantProcedure("knowledge.read")
    .input(
      listInput.extend({
        repositoryId: id.optional(),
        category: z.enum(knowledgeCategories).optional(),
        review: z.enum(knowledgeReviews).optional(),
        freshness: z.enum(knowledgeFreshnesses).optional(),
        searchQuery: z.string().trim().max(200).optional(),
      }),
    )
    .query(({ ctx, input }) => {
      const pattern = input.searchQuery ? likePattern(input.searchQuery) : undefined;
      return ctx.inTenant((tx) =>
        pageOf(input, (page) => queries.listEntries(tx, { ...input, ...page, pattern })),
      );
    }),

  get: tenantProcedure("knowledge.read")
    .input(z.object({ id }))
    .query(({ ctx, input }) =>
      ctx.inTenant(async (tx) => found(await queries.getEntry(tx, input.id), "entry")),
    ),

  /** How many entries a repository has, how fresh they are, and when it was mined. */
  status: tenantProcedure("knowledge.read")
    .input(repositoryInput)
    .query(({ ctx, input }) =>
      ctx.inTenant(
        async (tx) => found(await queries.getStatus(tx, input.repositoryId, MINER_VERSION), "repository"),
        {
          mode: "snapshot",
        },
      ),
    ),

  create: tenantProcedure("knowledge.write")
    .input(words.extend({ repositoryId: id, evidence: z.array(lineRange).max(50).default([]) }))
    .mutation(({ ctx, input }) =>
      changeAndShelve(ctx, async (tx) => {
        const entry = found(await change.createEntry(tx, ctx.actor, input), "repository");
        if (entry.missing.length === 0) return { id: entry.id, version: entry.version };
        throw new TRPCError({
          code: "BAD_REQUEST",
          message: `These lines are not in what is published: ${entry.missing.join(", ")}. Correct them, or index the repository anew.`,
        });
      }),
    ),

  update: tenantProcedure("knowledge.write")
    .input(seen.extend(words.partial().shape))
    .mutation(({ ctx, input }) =>
      changeAndShelve(ctx, async (tx) =>
        asSeen(found(await change.updateEntry(tx, ctx.actor, input), "entry")),
      ),
    ),

  review: tenantProcedure("knowledge.write")
    .input(seen.extend({ review: z.enum(knowledgeReviews) }))
    .mutation(({ ctx, input }) =>
      changeAndShelve(ctx, async (tx) =>
        asSeen(found(await change.reviewEntry(tx, ctx.actor, input), "entry")),
      ),
    ),

  /** What mining would put in the place of an entry. Changes nothing. */
  preview: tenantProcedure("knowledge.read")
    .input(z.object({ id }))
    .query(({ ctx, input }) =>
      ctx.inTenant(async (tx) => found(await change.previewEntry(tx, input.id), "entry")),
    ),

  regenerate: tenantProcedure("knowledge.write")
    .input(seen)
    .mutation(({ ctx, input }) =>
      changeAndShelve(ctx, async (tx) => {
        const changed = found(await change.regenerateEntry(tx, ctx.actor, input), "entry");
        if (changed.outcome !== "kept") return asSeen(changed);
        throw new TRPCError({
          code: "CONFLICT",
          message:
            "This entry was written or edited by a person, or nothing was found for it: it stays as it is.",
        });
      }),
    ),

  delete: tenantProcedure("knowledge.write")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => found(await change.deleteEntry(tx, ctx.actor, input.id), "entry")),
    ),

  /** What agents and people elsewhere may read: `AGENTS.md`, or a Markdown file a category. */
  export: tenantProcedure("knowledge.read")
    .input(repositoryInput.extend({ form: z.enum(["agents", "categories"]) }))
    .query(({ ctx, input }) =>
      ctx.inTenant(async (tx) => ({ files: found(await exportKnowledge(tx, input), "repository") })),
    ),

  /** Takes exported files back, edited or not. */
  import: tenantProcedure("knowledge.write")
    .input(repositoryInput.extend({ files: z.array(exportedFile).min(1, "Choose a file.").max(50) }))
    .mutation(({ ctx, input }) =>
      changeAndShelve(ctx, async (tx) => found(await importKnowledge(tx, ctx.actor, input), "repository")),
    ),

  /** Mines what is published now, in the background. */
  mine: tenantProcedure("knowledge.write")
    .input(repositoryInput)
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => found(await queueMining(tx, ctx.actor, input.repositoryId), "repository")),
    ),
});

function asSeen(changed: change.Changed): { id: string; version: number } {
  if (changed.outcome === "changed") return { id: changed.id, version: changed.version };
  throw new TRPCError({
    code: "CONFLICT",
    message:
      "Somebody has changed this entry since you opened it. Load it again; your words are still in the editor.",
  });
}
