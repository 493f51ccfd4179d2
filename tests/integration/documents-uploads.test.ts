import { expect, test } from "vitest";
import { getBlobStore } from "@/server/blob/get-blob-store";
import { checkBlobs } from "@/server/document/check-blobs";
import { indexWaiting, uploadDocument } from "@/tests/support/documents";
import { errorOf } from "@/tests/support/error-of";
import { makePdf } from "@/tests/support/make-pdf";
import { makeDocx } from "@/tests/support/office-files";
import { signUp } from "@/tests/support/sign-up";

test("what is uploaded is told by its bytes, kept once, given back as it was, and refused with a reason", async () => {
  const ada = await signUp();
  const { id } = await uploadDocument(ada, { name: "notes.txt", bytes: "\ufeffHerons" });
  await uploadDocument(ada, { name: "copy.md", bytes: "\ufeffHerons" });
  expect(await ada.api.document.get({ id })).toMatchObject({ contentText: "Herons", mimeType: "text/plain" });
  const original = await ada.api.document.original({ id });
  expect(Buffer.from(original.bytes).toString()).toBe("\ufeffHerons");
  expect(await Array.fromAsync(getBlobStore().list(ada.organizationId))).toHaveLength(1);

  const refused = async (name: string, bytes: string | Uint8Array<ArrayBuffer>) => {
    const { code, message } = await errorOf(uploadDocument(ada, { name, bytes }));
    return `${code} ${message}`;
  };
  expect(await refused("picture.md", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1]))).toMatch(
    /^UNSUPPORTED_MEDIA_TYPE This kind of file cannot be read/,
  );
  expect(await refused("empty.md", "")).toMatch(/^UNSUPPORTED_MEDIA_TYPE The file is empty/);
  expect(await refused("large.txt", new Uint8Array(25 * 1024 * 1024 + 1).fill(65))).toMatch(
    /^PAYLOAD_TOO_LARGE The file is larger than 25 MiB/,
  );
  expect(await refused("../../etc/passwd", "x")).toMatch(/^BAD_REQUEST.*A name cannot hold a slash/s);
  expect(await refused("notes.txt", "x")).toMatch(/^CONFLICT A document named “notes.txt” is in this place/);
  const strange = await uploadDocument(ada, { name: "..\\..\\𝕩 🦩.md", bytes: "x" });
  expect(strange.name).toBe("..\\..\\𝕩 🦩.md");
  expect(await checkBlobs(ada.organizationId, 0)).toEqual({ orphans: [], missing: [], damaged: [] });
});

test("a file’s text is taken from it in the background, and found on its page; a refused one keeps its original", async () => {
  const ada = await signUp();
  const pdf = await uploadDocument(ada, {
    ...{
      name: "report.txt",
      bytes: new Uint8Array(makePdf(["Herons wade.", "Storks clap.", "The walrus signs."])),
    },
  });
  const damaged = new Uint8Array(makeDocx(["Herons"]).subarray(0, 900));
  const { id } = await uploadDocument(ada, { name: "broken.docx", bytes: damaged });
  expect(await ada.api.document.get({ id: pdf.id })).toMatchObject({
    ...{ mimeType: "application/pdf", contentText: null, isEditable: false },
  });
  await indexWaiting(ada);
  for (const mode of ["hybrid", "exact"] as const)
    expect((await ada.api.search.query({ text: "walrus", mode })).items[0]).toMatchObject({
      ...{ fileId: pdf.id, path: "report.txt", place: "Page 3" },
    });
  const broken = await ada.api.document.get({ id });
  expect([broken.indexingStatus, broken.indexingError]).toEqual([
    "failed",
    "The file is damaged: it could not be read to its end. Save it again, then upload it.",
  ]);
  expect((await ada.api.document.original({ id })).bytes).toHaveLength(damaged.length);
  const refusal = await errorOf(ada.api.document.save({ id: pdf.id, version: 1, content: "x" }));
  expect(refusal.message).toMatch(/text was taken from a file/);
});
