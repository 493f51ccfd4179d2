import { afterAll, describe, expect, test } from "vitest";
import { newBlobKey } from "@/server/blob/blob-key";
import type { BlobStore } from "@/server/blob/blob-store";
import { getBlobStore } from "@/server/blob/get-blob-store";
import { s3Store } from "@/server/blob/s3-store";
import { checkBlobs } from "@/server/document/check-blobs";
import { sweepAllBlobs } from "@/server/document/sweep-all-blobs";
import { sweepBlobs } from "@/server/document/sweep-blobs";
import { indexWaiting, uploadDocument } from "@/tests/support/documents";
import { errorOf } from "@/tests/support/error-of";
import { makePdf } from "@/tests/support/make-pdf";
import { startS3Server } from "@/tests/support/s3-server";
import { signUp } from "@/tests/support/sign-up";

const s3 = await startS3Server();
const holder = globalThis as { carrelBlobs?: BlobStore };
afterAll(() => s3.close());

const agree = { orphans: [], missing: [], damaged: [] };

describe.each([
  ["a directory", undefined],
  ["an S3-compatible server", s3Store(s3.settings)],
])("rows and bytes in %s", (_, store) => {
  const use = () => {
    if (store) holder.carrelBlobs = store;
    else delete holder.carrelBlobs;
    return getBlobStore();
  };

  test("agree after uploads; what is missing, damaged or left over is found, and only what is left over is swept", async () => {
    const bytes = use();
    const ada = await signUp();
    const { organizationId } = ada;
    const names = ["kept", "lost", "cut"];
    const ids = new Map<string, string>();
    for (const name of names)
      ids.set(name, (await uploadDocument(ada, { name, bytes: `The heron is ${name}.` })).id);
    await indexWaiting(ada);
    expect(await checkBlobs(organizationId, 0)).toEqual(agree);

    const keys = new Map<string, string>();
    for await (const { key } of bytes.list(organizationId))
      keys.set(/is (\w+)\./.exec(String(await bytes.get(key)))?.[1] ?? "", key);
    const [lost = "", cut = ""] = ["lost", "cut"].map((name) => keys.get(name));
    await bytes.remove(lost);
    await bytes.put(cut, Buffer.from("The her"));
    const orphan = newBlobKey(organizationId, "x");
    await bytes.put(orphan, Buffer.from("x"));
    const found = { orphans: [orphan], missing: [lost], damaged: [cut] };
    expect(await checkBlobs(organizationId, 0)).toEqual(found);

    // An upload that is under way looks like this for a moment.
    await sweepBlobs(organizationId);
    await sweepAllBlobs(new AbortController().signal);
    expect(await checkBlobs(organizationId, 0)).toEqual(found);
    await sweepBlobs(organizationId, 0);
    expect(await checkBlobs(organizationId, 0)).toEqual({ ...found, orphans: [] });

    const missing = await errorOf(ada.api.document.original({ id: ids.get("lost") ?? "" }));
    expect(missing.message).toMatch(/not in the store any more/);
    const original = await ada.api.document.original({ id: ids.get("kept") ?? "" });
    expect(String(original.bytes)).toBe("The heron is kept.");
    // Whoever has the file still can bring it back for every document of the same bytes.
    await uploadDocument(ada, { name: "again", bytes: "The heron is lost." });
    const mended = await ada.api.document.original({ id: ids.get("lost") ?? "" });
    expect(String(mended.bytes)).toBe("The heron is lost.");
    expect(await checkBlobs(organizationId, 0)).toEqual({ ...agree, damaged: [cut] });
  });
});

test("a store that is away refuses uploads in words, keeps nothing of them, and what waits for it is indexed when it is back", async () => {
  holder.carrelBlobs = s3Store(s3.settings);
  const ada = await signUp();
  const { organizationId } = ada;
  const pdf = new Uint8Array(makePdf(["The walrus signs."]));
  const { id } = await uploadDocument(ada, { name: "report.pdf", bytes: pdf });
  await s3.stop();
  const refusal = await errorOf(uploadDocument(ada, { name: "late.md", bytes: "Herons" }));
  expect([refusal.code, refusal.message]).toEqual([
    "SERVICE_UNAVAILABLE",
    expect.stringMatching(/^The store of uploaded files cannot be reached\. Nothing was changed or lost/),
  ]);
  expect((await errorOf(ada.api.document.original({ id }))).code).toBe("SERVICE_UNAVAILABLE");
  await indexWaiting(ada);
  expect(await ada.api.document.get({ id })).toMatchObject({
    indexingStatus: "pending",
    indexingError: null,
  });
  await s3.start();
  await indexWaiting(ada);
  expect(await ada.api.document.get({ id })).toMatchObject({ indexingStatus: "completed" });
  expect((await ada.api.document.list({})).items.map(({ name }) => name)).toEqual(["report.pdf"]);
  expect(await checkBlobs(organizationId, 0)).toEqual(agree);
});
