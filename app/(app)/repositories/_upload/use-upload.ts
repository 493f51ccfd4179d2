"use client";

import { useEffect, useRef, useState } from "react";
import { useTRPCClient } from "@/app/_trpc/client";
import { problemOf } from "../problem";
import { mayPass, type SentSoFar, sendArchive } from "./send-archive";

export type UploadState =
  | { status: "none" }
  | { status: "sending"; file: File; sentBytes: number }
  | { status: "sent"; file: File; uploadId: string }
  /** `mayResume` is false when the server refused it: another try would end the same. */
  | { status: "failed"; file: File; sentBytes: number; message: string; mayResume: boolean };

/** An archive on its way to the server; it is sent as soon as it is chosen, while the rest of a form is filled in. */
export function useUpload() {
  const client = useTRPCClient();
  const [state, setState] = useState<UploadState>({ status: "none" });
  const current = useRef<{
    file: File;
    sent: SentSoFar;
    left: AbortController;
    id: Promise<string | undefined>;
  }>(undefined);

  useEffect(() => () => current.current?.left.abort(), []);

  function start(file: File, sent: SentSoFar) {
    current.current?.left.abort();
    const left = new AbortController();
    let sentBytes = Math.min(file.size, sent.nextPart * (sent.begun?.partBytes ?? 0));
    const show = (next: UploadState) => {
      if (!left.signal.aborted) setState(next);
    };
    setState({ status: "sending", file, sentBytes });
    const id = sendArchive({
      file,
      sent,
      signal: left.signal,
      calls: {
        begin: (about, signal) => client.repository.upload.begin.mutate(about, { signal }),
        part: (form, signal) => client.repository.upload.part.mutate(form, { signal }),
      },
      onProgress(bytes) {
        sentBytes = bytes;
        show({ status: "sending", file, sentBytes });
      },
    }).then(
      (uploadId) => {
        show({ status: "sent", file, uploadId });
        return uploadId;
      },
      (error: unknown) => {
        show({
          status: "failed",
          file,
          sentBytes,
          message: problemOf(error).message,
          mayResume: mayPass(error),
        });
        return undefined;
      },
    );
    current.current = { file, sent, left, id };
  }

  return {
    state,
    /** Begins with another file; the one before is forgotten. */
    choose: (file: File) => start(file, { nextPart: 0 }),
    /** Goes on where it stopped. */
    resume() {
      const { file, sent } = current.current ?? {};
      if (file && sent) start(file, sent);
    },
    cancel() {
      current.current?.left.abort();
      current.current = undefined;
      setState({ status: "none" });
    },
    /** The upload's id once everything has arrived; undefined if nothing was chosen, or it stopped. */
    whenSent: async () => current.current?.id,
  };
}

export type Upload = ReturnType<typeof useUpload>;
