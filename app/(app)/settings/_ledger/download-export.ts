import { auditMessages as messages } from "@/app/_messages/audit";

export interface ExportRequest {
  log: "audit" | "security";
  format: "csv" | "jsonl";
  filter: Record<string, string | Date>;
}

/** Fetches an export whole and saves it. One that broke off is not saved: it would look like everything. */
export async function downloadExport(
  request: ExportRequest,
): Promise<{ fileName: string } | { problem: string }> {
  try {
    const answer = await fetch("/api/export", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
    });
    if (!answer.ok) return { problem: await problemOf(answer) };
    const fileName =
      /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? "carrel-export";
    save(await answer.blob(), fileName);
    return { fileName };
  } catch {
    return { problem: messages.exportFailed };
  }
}

function save(content: Blob, fileName: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = fileName;
  link.click();
  // The browser has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function problemOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => undefined);
  const error = typeof body === "object" && body !== null && "error" in body ? body.error : undefined;
  const message =
    typeof error === "object" && error !== null && "message" in error ? error.message : undefined;
  return typeof message === "string" ? message : messages.exportFailed;
}
