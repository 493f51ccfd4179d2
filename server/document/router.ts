import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { placeName } from "@/db/schema/document";
import { audit } from "@/server/audit";
import { enqueue } from "@/server/background/enqueue";
import { detectLanguage } from "@/server/indexing/language";
import { listDocumentPathsLike, listDocumentPathsOf } from "@/server/search/list-document-paths";
import { found, orStoreAway } from "@/server/trpc/errors";
import { router, tenantProcedure } from "@/server/trpc/init";
import { likePattern, listInput, pageOf } from "@/server/trpc/list";
import { addDocument } from "./add-document";
import { deleteDocument, undoDeletion } from "./delete-and-undo";
import { listAncestors } from "./folder-queries";
import { moveDocument, renameDocument } from "./place-document";
import * as queries from "./queries";
import { readOriginal } from "./read-original";
import { saveText } from "./save-text";
import { isEditable, isMarked } from "./text-of";
import { uploadProcedure } from "./upload-router";
import { versionRouter } from "./version-router";

const id = z.string().min(1).max(100);
const idInput = z.object({ id });
const folderId = id.nullable().default(null);
const MOST_CHARACTERS = 4 * 1024 * 1024;
const content = z
  .string()
  .max(MOST_CHARACTERS, "A text that is written here has at most 4 million characters. Split it.");
const kinds = { markdown: "text/markdown", text: "text/plain" } as const;

export const documentRouter = router({
  versions: versionRouter,
  upload: uploadProcedure,

  /** Documents directly in a folder, or at the top; with `searchQuery`, those anywhere with it in their name. */
  list: tenantProcedure("document.read")
    .input(
      listInput.extend({
        folderId,
        sortBy: z.enum(queries.documentOrders).default("name"),
        sortDirection: z.enum(["asc", "desc"]).default("asc"),
        searchQuery: z.string().trim().max(200).optional(),
      }),
    )
    .query(({ ctx, input }) => {
      const { searchQuery } = input;
      const where = searchQuery
        ? { folderId: undefined, namePattern: likePattern(searchQuery) }
        : { folderId: input.folderId, namePattern: undefined };
      return ctx.inTenant((tx) =>
        pageOf(input, (page) => queries.listDocuments(tx, { ...input, ...page, ...where })),
      );
    }),

  /** Documents with their places: those with a text in their path, or those that are named. At most 20. */
  find: tenantProcedure("document.read")
    .input(
      z.union([
        z.object({ text: z.string().trim().min(1).max(200) }),
        z.object({ ids: z.array(id).max(20) }),
      ]),
    )
    .query(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        if ("ids" in input) return listDocumentPathsOf(tx, input.ids);
        const items = await listDocumentPathsLike(tx, { text: input.text, limit: 20 });
        return items.map(({ documentId, path }) => ({ id: documentId, path }));
      }),
    ),

  /** A document with its text, and the folders around it, the outermost first. */
  get: tenantProcedure("document.read")
    .input(idInput)
    .query(({ ctx, input }) =>
      ctx.inTenant(
        async (tx) => {
          const document = found(await queries.getDocument(tx, input.id), "document");
          const around = document.folderId === null ? [] : await listAncestors(tx, document.folderId);
          return {
            ...document,
            isEditable: isEditable(document.mimeType),
            isMarked: isMarked(document.mimeType),
            language: detectLanguage(document.name),
            folders: around.reverse(),
          };
        },
        { mode: "snapshot" },
      ),
    ),

  /** Writes a new document. */
  create: tenantProcedure("document.write")
    .input(
      z.object({
        name: placeName,
        folderId,
        content,
        kind: z.enum(["markdown", "text"]).default("markdown"),
      }),
    )
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const { name, kind, content: text } = input;
        const made = await addDocument(tx, ctx.actor, {
          ...{ name, folderId: input.folderId, text },
          mimeType: kinds[kind],
        });
        return { id: made.id, name: made.name, version: made.version };
      }),
    ),

  /**
   * Saves a text in the place of `version`. When somebody else was faster: CONFLICT, with their text and the one both
   * began with in the error's data.
   */
  save: tenantProcedure("document.write")
    .input(
      z.object({
        id,
        version: z.number().int().min(1),
        content,
        note: z.string().trim().max(200).optional(),
        isAutosaved: z.boolean().default(false),
      }),
    )
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => found(await saveText(tx, ctx.actor, input), "document")),
    ),

  rename: tenantProcedure("document.write")
    .input(idInput.extend({ name: placeName }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => found(await renameDocument(tx, ctx.actor, input), "document")),
    ),

  /** Puts a document into a folder, or at the top. */
  move: tenantProcedure("document.write")
    .input(idInput.extend({ folderId: id.nullable() }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => found(await moveDocument(tx, ctx.actor, input), "document")),
    ),

  /** Deletes a document; `undelete` brings it back for half a minute. */
  delete: tenantProcedure("document.write")
    .input(idInput)
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => found(await deleteDocument(tx, ctx.actor, input.id), "document")),
    ),

  /** Undoes one deletion, of a document or of a folder with all it contained. */
  undelete: tenantProcedure("document.write")
    .input(z.object({ deletionId: id }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => found(await undoDeletion(tx, ctx.actor, input.deletionId), "deletion")),
    ),

  /** Indexes a document again, such as after its indexing has failed. */
  index: tenantProcedure("document.write")
    .input(idInput)
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const waiting = found(await queries.waitForIndexing(tx, input.id), "document");
        const { organizationId } = ctx;
        await enqueue(tx, "index-document", {
          data: { organizationId, documentId: waiting.id },
          as: "person",
        });
        await audit(tx, ctx.actor, { action: "document.index", table: "document", id: waiting.id });
        return waiting;
      }),
    ),

  /** The file as it was uploaded, or what was written here as a file. */
  original: tenantProcedure("document.read")
    .input(idInput)
    .query(async ({ ctx, input }) => {
      const document = found(await ctx.inTenant((tx) => queries.getOriginal(tx, input.id)), "document");
      const bytes = await orStoreAway(() => readOriginal(document));
      if (bytes) return { name: document.name, mimeType: document.mimeType, bytes };
      throw new TRPCError({
        code: "NOT_FOUND",
        message: "The file is not in the store any more. Tell the operator: the disk may have lost it.",
      });
    }),
});
