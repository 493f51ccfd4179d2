"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { CircleCheck, FolderOpen } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { repositoryMessages as messages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/empty-state";
import { FilePath } from "@/app/_ui/file-path";
import { Pagination } from "@/app/_ui/pagination";
import { fileHref } from "../hrefs";
import { sizeWords } from "../size-words";
import type { Repository } from "../types";
import { type RepositoryView, repositoryViewHref, SKIPPED_PER_PAGE, skippedInput } from "./repository-view";

type SkippedFilesProps = { repository: Repository; view: RepositoryView; isRunning: boolean };

/** Files left out of the index, and why. */
export function SkippedFiles({ repository, view, isRunning }: SkippedFilesProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const { id, figures } = repository;
  const { data } = useSuspenseQuery(trpc.repository.file.skipped.queryOptions(skippedInput(id, view)));
  const first = (view.page - 1) * SKIPPED_PER_PAGE + 1;
  const goTo = (page: number) => router.push(repositoryViewHref(id, { ...view, page }));

  if (data.items.length === 0) {
    if (repository.generation === 0) {
      return (
        <EmptyState icon={<FolderOpen />} title={messages.emptyIndexTitle}>
          {isRunning ? messages.emptyIndexRunning : messages.emptyIndexBody}
        </EmptyState>
      );
    }
    return (
      <EmptyState icon={<CircleCheck />} title={messages.noSkippedTitle}>
        {messages.noSkippedBody}
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <ul
        aria-label={messages.skippedReasons}
        className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-panel"
      >
        {data.items.map((file) => (
          <li key={file.id} className="flex min-w-0 items-baseline gap-x-4 px-3 py-2 max-md:flex-col">
            <span className="flex min-w-0 max-w-full md:w-1/2">
              {file.path.endsWith("/") ? (
                <FilePath path={file.path} />
              ) : (
                <Link
                  href={fileHref(id, file.path)}
                  prefetch={false}
                  className="flex min-w-0 rounded-xs hover:underline"
                >
                  <FilePath path={file.path} />
                </Link>
              )}
            </span>
            <span className="min-w-0 flex-1 text-quiet">{file.reason}</span>
            <span className="shrink-0 text-quiet text-small tabular-nums">
              {file.sizeBytes > 0 && sizeWords(file.sizeBytes)}
            </span>
          </li>
        ))}
      </ul>
      {(data.hasNext || view.page > 1) && (
        <Pagination
          from={first}
          to={first + data.items.length - 1}
          total={figures.skipped}
          onPrevious={view.page > 1 ? () => goTo(view.page - 1) : undefined}
          onNext={data.hasNext ? () => goTo(view.page + 1) : undefined}
        />
      )}
    </div>
  );
}
