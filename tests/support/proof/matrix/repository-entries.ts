import type { Ids } from "../fill";
import type { Entry } from "./entries";

const oneRepository = (ids: Ids) => [{ id: ids.repositoryId }];
const page = { page: 1, pageSize: 100 };

/** Repositories, their files, and the uploads they are made from. */
export const repositoryEntries: Record<string, Entry> = {
  "repository.list": {
    needs: "repository.read",
    findsNothing: true,
    inputs: (ids) => [
      { ...page, sortBy: "name", sortDirection: "asc" },
      { ...page, searchQuery: ids.repositoryName },
    ],
  },
  "repository.get": { needs: "repository.read", inputs: oneRepository },
  "repository.sources": { needs: "repository.read" },
  "repository.onProgress": { needs: "repository.read" },
  "repository.createFromFolder": {
    needs: "repository.create_from_folder",
    inputs: () => [{ name: "From a folder", path: "/nowhere" }],
    meets: "BAD_REQUEST",
  },
  "repository.createFromUpload": {
    needs: "repository.create",
    inputs: (ids) => [{ name: "From an upload", uploadId: ids.uploadId }],
    meets: "BAD_REQUEST",
  },
  "repository.git.add": {
    needs: "repository.create",
    // Refused before anything is asked of it.
    inputs: () => [{ name: "From git", url: "https://127.0.0.1/team/code.git", token: "none" }],
    meets: "BAD_REQUEST",
  },
  "repository.git.configure": {
    needs: "repository.update",
    inputs: (ids) => [
      { id: ids.repositoryId, branch: null, reindexEveryMinutes: null },
      { id: ids.repositoryId, branch: "main", token: "none", reindexEveryMinutes: 60 },
    ],
    // The repository of a filled world is a folder.
    meets: "BAD_REQUEST",
  },
  "repository.index": { needs: "repository.index", inputs: oneRepository, meets: "CONFLICT" },
  "repository.cancel": { needs: "repository.index", inputs: oneRepository },
  "repository.rename": {
    needs: "repository.update",
    inputs: (ids) => [{ id: ids.repositoryId, name: `Renamed ${ids.uploadId}` }],
  },
  "repository.delete": {
    needs: "repository.delete",
    inputs: (ids) => [{ id: ids.repositoryId, name: ids.repositoryName }],
  },

  "repository.file.list": {
    needs: "repository.read",
    inputs: (ids) => [
      { ...page, repositoryId: ids.repositoryId },
      { ...page, repositoryId: ids.repositoryId, folder: ids.filePath.split("/")[0] },
    ],
  },
  "repository.file.skipped": {
    needs: "repository.read",
    inputs: (ids) => [{ ...page, repositoryId: ids.repositoryId }],
  },
  "repository.file.find": {
    needs: "repository.read",
    inputs: (ids) => [{ ...page, repositoryId: ids.repositoryId, text: "file" }],
  },
  "repository.file.get": {
    needs: "repository.read",
    inputs: (ids) => [{ repositoryId: ids.repositoryId, path: ids.filePath }],
  },

  "repository.upload.begin": {
    needs: "repository.create",
    inputs: () => [{ fileName: "a.zip", sizeBytes: 10 }],
  },
  "repository.upload.part": {
    needs: "repository.create",
    inputs: (ids) => [partOf(ids.uploadId)],
    // The upload of a filled world has all its bytes already.
    meets: "BAD_REQUEST",
  },
};

function partOf(uploadId: string): FormData {
  const form = new FormData();
  form.set("uploadId", uploadId);
  form.set("position", "7");
  form.set("bytes", new Blob(["12345"]));
  return form;
}
