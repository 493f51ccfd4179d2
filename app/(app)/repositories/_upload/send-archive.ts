import { isAnswer } from "../problem";

/** The two procedures of an upload, as the client calls them. */
export type UploadCalls = {
  begin: (
    about: { fileName: string; sizeBytes: number },
    signal: AbortSignal,
  ) => Promise<{ uploadId: string; partBytes: number }>;
  part: (form: FormData, signal: AbortSignal) => Promise<unknown>;
};

/** How far an upload has come: kept by the caller, so that a second try goes on where the first one stopped. */
export type SentSoFar = { begun?: { uploadId: string; partBytes: number }; nextPart: number };

const TRIES = 3;
const FIRST_PAUSE_MS = 500;

/**
 * Sends a file part by part and gives the upload's id. A part is tried three times before the error is thrown; one
 * that has arrived already counts as sent. `sent` is kept up to date for a later try.
 */
export async function sendArchive({
  file,
  calls,
  sent,
  signal,
  onProgress,
  pauseMs = FIRST_PAUSE_MS,
}: {
  file: File;
  calls: UploadCalls;
  sent: SentSoFar;
  signal: AbortSignal;
  onProgress: (sentBytes: number) => void;
  pauseMs?: number;
}): Promise<string> {
  sent.begun ??= await calls.begin({ fileName: file.name, sizeBytes: file.size }, signal);
  const { uploadId, partBytes } = sent.begun;
  for (; sent.nextPart * partBytes < file.size; sent.nextPart++) {
    const start = sent.nextPart * partBytes;
    const bytes = file.slice(start, start + partBytes);
    await sendPart({ calls, uploadId, position: sent.nextPart, bytes, signal, pauseMs });
    onProgress(Math.min(file.size, start + partBytes));
  }
  return uploadId;
}

async function sendPart(part: {
  calls: UploadCalls;
  uploadId: string;
  position: number;
  bytes: Blob;
  signal: AbortSignal;
  pauseMs: number;
}): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    part.signal.throwIfAborted();
    try {
      const form = new FormData();
      form.set("uploadId", part.uploadId);
      form.set("position", String(part.position));
      form.set("bytes", part.bytes);
      await part.calls.part(form, part.signal);
      return;
    } catch (error) {
      // It arrived, and only its answer was lost.
      if (isAnswer(error) && error.data?.code === "CONFLICT") return;
      if (part.signal.aborted || attempt === TRIES || !mayPass(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, part.pauseMs * 2 ** (attempt - 1)));
    }
  }
}

/** Whether another try could end otherwise: no answer at all, too many at once, or a failure inside the server. */
export function mayPass(error: unknown): boolean {
  if (!isAnswer(error)) return true;
  const status = error.data?.httpStatus ?? 500;
  return status >= 500 || status === 429;
}
