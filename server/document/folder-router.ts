import { z } from "zod";
import { placeName } from "@/db/schema/document";
import { found } from "@/server/trpc/errors";
import { router, tenantProcedure } from "@/server/trpc/init";
import { deleteFolder } from "./delete-and-undo";
import { ensureFolder } from "./ensure-folder";
import { countDocumentsIn, getFolder, listFolders, listSubtree } from "./folder-queries";
import { addFolder, DEEPEST, moveFolder, renameFolder } from "./place-folder";

const id = z.string().min(1).max(100);
const parentFolderId = id.nullable().default(null);

export const folderRouter = router({
  /** Every folder with its parent and the number of documents directly in it; `documents` are those at the top. */
  tree: tenantProcedure("document.read").query(({ ctx }) => ctx.inTenant(listFolders, { mode: "snapshot" })),

  /** How much goes with a folder: folders below it, and documents in all of them. */
  contents: tenantProcedure("document.read")
    .input(z.object({ id }))
    .query(({ ctx, input }) =>
      ctx.inTenant(
        async (tx) => {
          const { name } = found(await getFolder(tx, input.id), "folder");
          const { ids } = await listSubtree(tx, input.id);
          return { name, folders: ids.length - 1, documents: await countDocumentsIn(tx, ids) };
        },
        { mode: "snapshot" },
      ),
    ),

  create: tenantProcedure("document.write")
    .input(z.object({ name: placeName, parentFolderId }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => addFolder(tx, ctx.actor, input))),

  /** The folder under these names, one inside the other; what is missing of them is made. For folders that are uploaded. */
  ensure: tenantProcedure("document.write")
    .input(z.object({ parentFolderId, names: z.array(placeName).min(1).max(DEEPEST) }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => ensureFolder(tx, ctx.actor, input))),

  rename: tenantProcedure("document.write")
    .input(z.object({ id, name: placeName }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => found(await renameFolder(tx, ctx.actor, input), "folder")),
    ),

  /** Puts a folder with all it contains into another one, or at the top. */
  move: tenantProcedure("document.write")
    .input(z.object({ id, parentFolderId: id.nullable() }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => found(await moveFolder(tx, ctx.actor, input), "folder")),
    ),

  /** Deletes a folder with all it contains; `document.undelete` brings it back for half a minute. */
  delete: tenantProcedure("document.write")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => found(await deleteFolder(tx, ctx.actor, input.id), "folder")),
    ),
});
