import { newId } from "@/db/columns";
import type { Ids } from "../fill";
import type { Entry } from "./entries";

const oneFolder = (ids: Ids) => [{ id: ids.folderId }];
const oneDocument = (ids: Ids) => [{ id: ids.documentId }];
const page = { page: 1, pageSize: 100 };

function upload(fields: Record<string, string>): FormData {
  const form = new FormData();
  form.set("name", `${newId()}.md`);
  form.set("bytes", new Blob(["# Herons"]));
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

/** Folders, documents and their versions. */
export const documentEntries: Record<string, Entry> = {
  "folder.tree": { needs: "document.read" },
  "folder.contents": { needs: "document.read", inputs: oneFolder },
  "folder.create": {
    needs: "document.write",
    inputs: (ids) => [{ name: "A new one", parentFolderId: ids.folderId }],
  },
  "folder.ensure": {
    needs: "document.write",
    inputs: (ids) => [{ parentFolderId: ids.folderId, names: ["A newer one", "Within it"] }],
  },
  "folder.rename": {
    needs: "document.write",
    inputs: (ids) => [{ id: ids.folderId, name: `Renamed ${ids.uploadId}` }],
  },
  "folder.move": {
    needs: "document.write",
    inputs: (ids) => [
      { id: ids.innerFolderId, parentFolderId: ids.folderId },
      { id: ids.folderId, parentFolderId: null },
    ],
  },
  "folder.delete": { needs: "document.write", inputs: oneFolder },

  "document.list": {
    needs: "document.read",
    findsNothing: true,
    inputs: (ids) => [
      { ...page, folderId: ids.innerFolderId },
      { ...page, searchQuery: ids.word },
    ],
  },
  "document.find": {
    needs: "document.read",
    findsNothing: true,
    inputs: (ids) => [{ text: ids.word }, { ids: [ids.documentId] }],
  },
  "document.get": { needs: "document.read", inputs: oneDocument },
  "document.original": { needs: "document.read", inputs: oneDocument, meets: "NOT_FOUND" },
  "document.create": {
    needs: "document.write",
    inputs: (ids) => [{ name: "Notes.md", content: "# Herons", folderId: ids.folderId }],
  },
  "document.upload": {
    needs: "document.write",
    inputs: (ids) => [upload({ folderId: ids.folderId }), upload({ folderId: ids.innerFolderId })],
  },
  "document.save": {
    needs: "document.write",
    inputs: (ids) => [{ id: ids.documentId, version: 2, content: "Other words" }],
  },
  "document.rename": {
    needs: "document.write",
    inputs: (ids) => [{ id: ids.documentId, name: "Renamed.md" }],
  },
  "document.move": {
    needs: "document.write",
    inputs: (ids) => [{ id: ids.documentId, folderId: ids.folderId }],
  },
  "document.delete": { needs: "document.write", inputs: oneDocument },
  "document.undelete": { needs: "document.write", inputs: (ids) => [{ deletionId: ids.deletionId }] },
  "document.index": { needs: "document.write", inputs: oneDocument },

  "document.versions.list": {
    needs: "document.read",
    inputs: (ids) => [{ ...page, id: ids.documentId }],
  },
  "document.versions.get": {
    needs: "document.read",
    inputs: (ids) => [{ id: ids.documentId, version: 1 }],
  },
  "document.versions.restore": {
    needs: "document.write",
    inputs: (ids) => [{ id: ids.documentId, version: 1, current: 2 }],
  },
};
