import { setTimeout } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { document } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { indexDocument } from "@/server/document/index-document";
import type { Person } from "./sign-up";

/** Indexes whatever waits in a person's organization, as the worker would; what a worker has taken up is waited for. */
export async function indexWaiting(person: Person): Promise<void> {
  const { organizationId } = person;
  const inStatus = (status: "pending" | "in_progress") =>
    withTenant({ organizationId, as: "agent" }, (tx) =>
      tx.select({ id: document.id }).from(document).where(eq(document.indexingStatus, status)),
    );
  for (const { id } of await inStatus("pending"))
    await indexDocument({ organizationId, documentId: id }, new AbortController().signal);
  while ((await inStatus("in_progress")).length > 0) await setTimeout(20);
}

/** Uploads bytes as a document; gives what the procedure answers. */
export function uploadDocument(
  person: Person,
  file: { name: string; bytes: string | Uint8Array<ArrayBuffer>; folderId?: string },
) {
  const form = new FormData();
  form.set("name", file.name);
  form.set("bytes", new Blob([file.bytes]));
  if (file.folderId !== undefined) form.set("folderId", file.folderId);
  return person.api.document.upload(form);
}
