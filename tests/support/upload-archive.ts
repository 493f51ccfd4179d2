import type { Person } from "./sign-up";

/** Uploads an archive in parts, as the screen does; gives the upload's id. */
export async function uploadArchive(person: Person, bytes: Buffer, fileName = "code.zip"): Promise<string> {
  const { uploadId, partBytes } = await person.api.repository.upload.begin({
    fileName,
    sizeBytes: bytes.length,
  });
  for (let start = 0, position = 0; start < bytes.length; start += partBytes, position++) {
    await person.api.repository.upload.part(
      partOf(uploadId, position, bytes.subarray(start, start + partBytes)),
    );
  }
  return uploadId;
}

export function partOf(uploadId: string, position: number, bytes: Buffer): FormData {
  const form = new FormData();
  form.set("uploadId", uploadId);
  form.set("position", String(position));
  form.set("bytes", new Blob([Uint8Array.from(bytes)]));
  return form;
}
