import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { insertRepositorySchema } from "@/db/schema/indexing";
import { audit } from "@/server/audit";
import { changes } from "@/server/audit/changes";
import { env } from "@/server/env";
import { cancelRun } from "@/server/indexing/end-run";
import { startIndexRun } from "@/server/indexing/start-index-run";
import { found, orConflict } from "@/server/trpc/errors";
import { router, tenantProcedure } from "@/server/trpc/init";
import { likePattern, listInput, pageOf } from "@/server/trpc/list";
import { addRepository, takenMessage } from "./add-repository";
import { checkSource } from "./check-source";
import { fileRouter } from "./file-router";
import { gitRouter } from "./git-router";
import * as queries from "./queries";
import { takeUpload } from "./take-upload";
import { uploadRouter } from "./upload-router";
import { watchProgress } from "./watch-progress";

const idInput = z.object({ id: z.string().min(1).max(100) });
const nameInput = insertRepositorySchema.pick({ name: true });

export const repositoryRouter = router({
  upload: uploadRouter,
  file: fileRouter,
  git: gitRouter,

  list: tenantProcedure("repository.read")
    .input(
      listInput.extend({
        sortBy: z.enum(queries.repositoryOrders).default("createdAt"),
        sortDirection: z.enum(["asc", "desc"]).default("desc"),
        searchQuery: z.string().trim().max(200).optional(),
      }),
    )
    .query(({ ctx, input }) => {
      const namePattern = input.searchQuery ? likePattern(input.searchQuery) : undefined;
      return ctx.inTenant((tx) =>
        pageOf(input, (page) => queries.listRepositories(tx, { ...input, ...page, namePattern })),
      );
    }),

  get: tenantProcedure("repository.read")
    .input(idInput)
    .query(({ ctx, input }) =>
      ctx.inTenant(
        async (tx) => ({
          ...found(await queries.getRepository(tx, input.id), "repository"),
          figures: await queries.getRepositoryFigures(tx, input.id),
        }),
        { mode: "snapshot" },
      ),
    ),

  /** What may be added here: whether folders of this machine are open, and which. */
  sources: tenantProcedure("repository.read").query(({ ctx }) =>
    ctx.inTenant(async () => ({ folders: env.LOCAL_SOURCES })),
  ),

  /** Adds a folder of the server's machine and starts its first run. */
  createFromFolder: tenantProcedure("repository.create_from_folder")
    .input(nameInput.extend({ path: z.string().trim().min(1, "Give the full path of a folder.").max(4_000) }))
    .mutation(async ({ ctx, input }) => {
      // Membership and role first, so that a stranger cannot sense what folders exist.
      await ctx.inTenant(async () => {});
      await checkSource({
        organizationId: ctx.organizationId,
        sourceKind: "folder",
        url: input.path,
        uploadId: null,
      });
      return ctx.inTenant((tx) =>
        addRepository(tx, ctx.actor, {
          name: input.name,
          sourceKind: "folder",
          url: input.path,
          uploadId: null,
        }),
      );
    }),

  /** Adds an uploaded archive and starts its first run. */
  createFromUpload: tenantProcedure("repository.create")
    .input(nameInput.extend({ uploadId: z.string().min(1).max(100) }))
    .mutation(async ({ ctx, input }) => {
      const { uploadId, name } = input;
      await ctx.inTenant((tx) => takeUpload(tx, uploadId, ctx.user.userId));
      await checkSource({ organizationId: ctx.organizationId, sourceKind: "upload", url: null, uploadId });
      return ctx.inTenant(async (tx) => {
        const { fileName } = await takeUpload(tx, uploadId, ctx.user.userId);
        return addRepository(tx, ctx.actor, { name, sourceKind: "upload", url: fileName, uploadId });
      });
    }),

  /**
   * Brings the index up to date: a folder is read again, git is asked for its newest commit, an archive needs a new
   * upload unless its last run failed.
   */
  index: tenantProcedure("repository.index")
    .input(idInput.extend({ uploadId: z.string().min(1).max(100).optional() }))
    .mutation(async ({ ctx, input }) => {
      const source = await ctx.inTenant(async (tx) => {
        const repository = found(await queries.getRepository(tx, input.id), "repository");
        if (input.uploadId !== undefined) await takeUpload(tx, input.uploadId, ctx.user.userId);
        const kept = repository.run?.status === "completed" ? null : (repository.run?.uploadId ?? null);
        return { sourceKind: repository.sourceKind, url: repository.url, uploadId: input.uploadId ?? kept };
      });
      if (source.sourceKind === "upload" && source.uploadId === null) {
        throw new TRPCError({
          code: "BAD_REQUEST",
          message: "Upload a new archive: the last one was indexed whole and is not kept.",
        });
      }
      // A run asks a git server by itself, and says in its own place what is wrong.
      if (source.sourceKind !== "git") await checkSource({ organizationId: ctx.organizationId, ...source });
      return ctx.inTenant(async (tx) => {
        found(await queries.getRepository(tx, input.id), "repository");
        const run = await startIndexRun(tx, {
          organizationId: ctx.organizationId,
          repositoryId: input.id,
          userId: ctx.user.userId,
          uploadId: source.uploadId,
        });
        const data = { runId: run.id, source: source.sourceKind };
        await audit(tx, ctx.actor, { action: "repository.index", table: "repository", id: input.id, data });
        return { runId: run.id };
      });
    }),

  /** Cancels the run under way; the published index stays. */
  cancel: tenantProcedure("repository.index")
    .input(idInput)
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        found(await queries.getRepository(tx, input.id), "repository");
        const run = await cancelRun(tx, { organizationId: ctx.organizationId, repositoryId: input.id });
        if (!run)
          throw new TRPCError({
            code: "CONFLICT",
            message: "Nothing is being indexed here: the run has ended already.",
          });
        const data = { runId: run.id };
        await audit(tx, ctx.actor, { action: "repository.cancel", table: "repository", id: input.id, data });
        return { runId: run.id };
      }),
    ),

  rename: tenantProcedure("repository.update")
    .input(idInput.extend(nameInput.shape))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const before = found(await queries.getRepository(tx, input.id), "repository");
        const renamed = found(
          await orConflict(takenMessage(input.name), () =>
            queries.renameRepository(tx, input.id, input.name),
          ),
          "repository",
        );
        const data = changes({ name: before.name }, { name: renamed.name });
        await audit(tx, ctx.actor, { action: "repository.rename", table: "repository", id: input.id, data });
        return renamed;
      }),
    ),

  /** Deletes a repository with everything indexed from it. `name` must be typed as it is. */
  delete: tenantProcedure("repository.delete")
    .input(idInput.extend({ name: z.string().max(200) }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const { name } = found(await queries.getRepository(tx, input.id), "repository");
        if (name !== input.name) {
          throw new TRPCError({
            code: "BAD_REQUEST",
            message: `Type the repository’s name as it is to delete it: ${name}`,
          });
        }
        const deleted = found(await queries.deleteRepository(tx, input.id), "repository");
        await audit(tx, ctx.actor, {
          action: "repository.delete",
          table: "repository",
          id: deleted.id,
          data: { before: { name } },
        });
        return deleted;
      }),
    ),

  /** The runs under way, sent whenever they change; ends with FORBIDDEN when the caller loses the membership. */
  onProgress: tenantProcedure("repository.read").subscription(({ ctx, signal }) =>
    watchProgress(ctx.inTenant, signal),
  ),
});
