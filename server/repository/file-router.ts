import { z } from "zod";
import { found } from "@/server/trpc/errors";
import { router, tenantProcedure } from "@/server/trpc/init";
import { listInput, pageOf } from "@/server/trpc/list";
import * as queries from "./file-queries";
import { findFiles } from "./find-files";
import { getRepository } from "./queries";

const repositoryInput = z.object({ repositoryId: z.string().min(1).max(100) });
const path = z.string().max(4_096);

/** The files of a repository's published generation, each answer from one snapshot. */
export const fileRouter = router({
  /** Files and folders directly inside `folder`; "" is the top. */
  list: tenantProcedure("repository.read")
    .input(listInput.extend(repositoryInput.shape).extend({ folder: path.default("") }))
    .query(({ ctx, input }) =>
      ctx.inTenant(
        async (tx) => {
          found(await getRepository(tx, input.repositoryId), "repository");
          return pageOf(input, (page) => queries.listFolder(tx, { ...input, ...page }));
        },
        { mode: "snapshot" },
      ),
    ),

  /** Files anywhere in the repository whose path holds the typed characters in their order, best first; 400 at most. */
  find: tenantProcedure("repository.read")
    .input(
      listInput
        .extend(repositoryInput.shape)
        .extend({ text: z.string().trim().min(1, "Write a part of a path.").max(200) }),
    )
    .query(({ ctx, input }) =>
      ctx.inTenant(
        async (tx) => {
          const { generation } = found(await getRepository(tx, input.repositoryId), "repository");
          return pageOf(input, (page) => findFiles(tx, { ...input, ...page, generation }));
        },
        { mode: "snapshot" },
      ),
    ),

  /** Files left out of the index, and why. */
  skipped: tenantProcedure("repository.read")
    .input(listInput.extend(repositoryInput.shape))
    .query(({ ctx, input }) =>
      ctx.inTenant(
        async (tx) => {
          found(await getRepository(tx, input.repositoryId), "repository");
          return pageOf(input, (page) => queries.listSkippedFiles(tx, { ...input, ...page }));
        },
        { mode: "snapshot" },
      ),
    ),

  /** A file with its content and its symbols. */
  get: tenantProcedure("repository.read")
    .input(repositoryInput.extend({ path: path.min(1) }))
    .query(({ ctx, input }) =>
      ctx.inTenant(
        async (tx) => {
          const file = found(await queries.getFile(tx, input.repositoryId, input.path), "file");
          return { ...file, symbols: await queries.listSymbols(tx, file.id) };
        },
        { mode: "snapshot" },
      ),
    ),
});
