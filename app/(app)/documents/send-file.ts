import { documentMessages as messages } from "@/app/_messages/documents";

/** Why an upload has failed, in words for the person. */
export class UploadProblem extends Error {
  override readonly name = "UploadProblem";
}

/** Sends a file to be a document; rejects with `UploadProblem`. XMLHttpRequest, because fetch tells nothing on the way. */
export function sendFile(
  { file, folderId }: { file: File; folderId: string | null },
  { signal, onProgress }: { signal: AbortSignal; onProgress: (sentBytes: number) => void },
): Promise<{ id: string; name: string }> {
  const address = new URLSearchParams({ name: file.name, ...(folderId === null ? {} : { folderId }) });
  return new Promise((resolve, reject) => {
    if (file.size > 25 * 1024 * 1024) return reject(new UploadProblem(messages.tooLarge));
    const request = new XMLHttpRequest();
    request.open("POST", `/api/documents?${address}`);
    request.responseType = "json";
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onerror = () => reject(new UploadProblem(messages.noAnswer));
    request.onabort = () => reject(signal.reason);
    request.onload = () => {
      if (request.status === 201) return resolve(request.response as { id: string; name: string });
      const message = (request.response as { error?: { message?: string } } | null)?.error?.message;
      reject(new UploadProblem(message ?? messages.noAnswer));
    };
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.setRequestHeader("content-type", "application/octet-stream");
    request.send(file);
  });
}

/** What a failed upload tells a person. */
export const messageOf = (error: unknown): string =>
  error instanceof UploadProblem ? error.message : messages.noAnswer;
