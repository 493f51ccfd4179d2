import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { getDatabase } from "@/db/client";
import { document, documentChunk, session } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { getAuth } from "@/server/auth";
import { startWorker } from "@/server/background/worker";
import type { BlobStore } from "@/server/blob/blob-store";
import { getBlobStore } from "@/server/blob/get-blob-store";
import { checkBlobs } from "@/server/document/check-blobs";
import { sweepBlobs } from "@/server/document/sweep-blobs";
import { uploadDocument } from "@/tests/support/documents";
import { makePdf } from "@/tests/support/make-pdf";
import { makeDocx } from "@/tests/support/office-files";
import { apiOf, type Person, sessionHeaders } from "@/tests/support/sign-up";

// A process of its own that a test kills while it uploads and indexes documents (`upload`), and another that waits until all
// of them are indexed and looks what is there (`look`, with a file of what was acknowledged).

const [command = "upload", acknowledgedFile = ""] = process.argv.slice(2);
const say = (line: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(line)}\n`);
const credentials = { email: "uploads@example.org", password: "correct horse battery" };

const { orm } = await getDatabase();
const auth = await getAuth();
const [known] = await orm.select({ id: session.id }).from(session).limit(1);
const answer = known
  ? await auth.api.signInEmail({ body: credentials, asResponse: true })
  : await auth.api.signUpEmail({ body: { name: "Uploads", ...credentials }, asResponse: true });
const api = apiOf(sessionHeaders(answer));
const { activeId: organizationId } = await api.organization.list();
if (organizationId === null) throw new Error("No organization is active.");
const asAgent = <T>(work: Parameters<typeof withTenant<T>>[1]) =>
  withTenant({ organizationId, as: "agent" }, work);

// A slow disk: a kill then mostly meets bytes that are on their way.
const disk = getBlobStore();
(globalThis as { carrelBlobs?: BlobStore }).carrelBlobs = {
  ...disk,
  put: async (key, bytes) => {
    await setTimeout(80);
    await disk.put(key, bytes);
  },
};

await startWorker();
if (command === "upload") {
  say({ at: "start" });
  await Promise.all([0, 1, 2].map(uploadForEver));
}
for (;;) {
  const rows = await asAgent((tx) => tx.select({ status: document.indexingStatus }).from(document));
  if (rows.every(({ status }) => status === "completed" || status === "failed")) break;
  await setTimeout(50);
}
const before = await checkBlobs(organizationId, 0);
await sweepBlobs(organizationId, 0);
const acknowledged = JSON.parse(readFileSync(acknowledgedFile, "utf8")) as { id: string; bytes: string }[];
const lost: string[] = [];
for (const { id, bytes } of acknowledged) {
  const original = await api.document.original({ id }).catch(() => undefined);
  if (!original || hash("sha256", original.bytes) !== bytes) lost.push(id);
}
const [documents, chunks] = await asAgent(async (tx) => [
  await tx.select({ id: document.id, status: document.indexingStatus }).from(document),
  await tx.select({ id: documentChunk.documentId }).from(documentChunk),
]);
const found = new Set(chunks.map(({ id }) => id));
say({
  at: "done",
  lost,
  unindexed: documents
    .filter(({ id, status }) => status !== "completed" || !found.has(id))
    .map(({ id }) => id),
  swept: before.orphans.length,
  check: await checkBlobs(organizationId, 0),
  documents: documents.length,
});
process.exit(0);

async function uploadForEver(lane: number): Promise<never> {
  for (let index = 0; ; index++) {
    const name = `${process.pid}-${lane}-${index}`;
    const bytes = makeFile(index, `The heron number ${index % 4 === 3 ? "one" : name} wades.`);
    const { id } = await uploadDocument({ api } as Person, { name, bytes: new Uint8Array(bytes) });
    say({ at: "stored", id, bytes: hash("sha256", bytes) });
    await setTimeout(Math.random() * 40);
  }
}

/** Mostly text, some of it the same again; now and then a file whose text has to be taken from it. */
function makeFile(index: number, text: string): Buffer {
  if (index % 8 === 2) return makePdf([text]);
  if (index % 8 === 6) return makeDocx([text]);
  return Buffer.from(`# Birds\n\n${text}\n`);
}
