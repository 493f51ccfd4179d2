"use client";

import { CircleAlert, CircleCheck, FileUp, Info, X } from "lucide-react";
import Link from "next/link";
import { documentMessages as messages } from "@/app/_messages/documents";
import { IconButton } from "@/app/_ui/icon-button";
import { ProgressBar } from "@/app/_ui/progress-bar";
import { sizeWords } from "../repositories/size-words";
import { documentHref } from "./hrefs";
import type { Upload, Uploads } from "./use-uploads";

/** What is on its way, and what came of it. */
export function UploadList({ uploads }: { uploads: Uploads }) {
  if (uploads.list.length === 0) return null;
  return (
    <section aria-label={messages.uploads} className="rounded-lg border border-line bg-panel">
      <header className="flex h-9 items-center justify-between border-line border-b pr-1 pl-3">
        <h2 className="font-semibold">{messages.uploads}</h2>
        <IconButton
          size="small"
          label={uploads.isUnderWay ? messages.cancelUploads : messages.clearUploads}
          onClick={uploads.clear}
        >
          <X aria-hidden />
        </IconButton>
      </header>
      <ul className="max-h-60 divide-y divide-line overflow-y-auto">
        {uploads.list.map((upload) => (
          <Row key={upload.key} upload={upload} />
        ))}
      </ul>
    </section>
  );
}

function Row({ upload }: { upload: Upload }) {
  const { name, status, id, problem, sentBytes, sizeBytes } = upload;
  return (
    <li className="flex items-start gap-2.5 px-3 py-2 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0">
      {status === "failed" ? (
        <CircleAlert aria-hidden className="text-danger" />
      ) : status === "done" ? (
        <CircleCheck aria-hidden className="text-accent" />
      ) : status === "note" ? (
        <Info aria-hidden className="text-quiet" />
      ) : (
        <FileUp aria-hidden className="text-quiet" />
      )}
      <div className="min-w-0 flex-1">
        <p className="flex gap-3">
          <span className="min-w-0 flex-1 truncate">
            {id === undefined ? name : <Link href={documentHref(id)}>{name}</Link>}
          </span>
          <span className="shrink-0 text-quiet text-small">{stateOf(upload)}</span>
        </p>
        {status === "sending" && (
          <ProgressBar label={messages.uploadOf(name)} value={sentBytes} max={sizeBytes} className="mt-1.5" />
        )}
        {problem !== undefined &&
          (status === "note" ? (
            <p className="text-quiet text-small">{problem}</p>
          ) : (
            <p role="alert" className="text-danger text-small">
              {problem}
            </p>
          ))}
      </div>
    </li>
  );
}

function stateOf({ status, name, sizeBytes }: Upload): string {
  if (status === "waiting") return messages.waiting;
  if (status === "done") return name.endsWith("/") ? messages.folderMade : messages.uploaded;
  return sizeBytes > 0 ? sizeWords(sizeBytes) : "";
}
