import { z } from "zod";
import { found } from "@/server/trpc/errors";
import { router, tenantProcedure } from "@/server/trpc/init";
import { listInput, pageOf } from "@/server/trpc/list";
import { getDocumentPlace } from "./queries";
import { restoreVersion } from "./restore-version";
import { getVersion, listVersions } from "./version-queries";

const id = z.string().min(1).max(100);
const version = z.number().int().min(1);

export const versionRouter = router({
  /** The versions of a document that are kept, the newest first. */
  list: tenantProcedure("document.read")
    .input(listInput.extend({ id }))
    .query(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        found(await getDocumentPlace(tx, input.id), "document");
        return pageOf(input, (page) => listVersions(tx, { documentId: input.id, ...page }));
      }),
    ),

  get: tenantProcedure("document.read")
    .input(z.object({ id, version }))
    .query(({ ctx, input }) =>
      ctx.inTenant(async (tx) =>
        found(
          await getVersion(tx, { documentId: input.id, version: input.version, exact: true }),
          "version of the document",
        ),
      ),
    ),

  /** Saves the text of an older version as a new one. `current` is the version it replaces: CONFLICT when there is a newer. */
  restore: tenantProcedure("document.write")
    .input(z.object({ id, version, current: version }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) =>
        found(await restoreVersion(tx, ctx.actor, input), "version of the document"),
      ),
    ),
});
