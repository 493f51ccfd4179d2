"use client";

import Link from "next/link";
import { repositoryMessages as messages } from "@/app/_messages/repositories";
import { RelativeTime } from "@/app/_ui/relative-time";
import { RunBadge } from "./_run/run-badge";
import { RunProgress } from "./_run/run-progress";
import { isUnderWay, useRun } from "./_run/use-run";
import { repositoryHref } from "./hrefs";
import { SourceIcon } from "./source-icon";
import type { ListedRepository, Run } from "./types";

/** A repository in the list: what it is, how its latest run stands, and when it was indexed last. */
export function RepositoryRow({ repository }: { repository: ListedRepository }) {
  const run = useRun(repository.id, repository.run);
  return (
    <li className="relative flex min-h-15 items-start gap-3 px-3 py-2.5 first:rounded-t-lg last:rounded-b-lg focus-within:bg-hover hover:bg-hover">
      <SourceIcon kind={repository.sourceKind} />
      <div className="min-w-0 flex-1">
        <div className="flex h-5 min-w-0 items-center gap-2">
          {/* The whole row is the link's target. */}
          <Link
            href={repositoryHref(repository.id)}
            className="min-w-0 truncate rounded-xs font-medium after:absolute after:inset-0"
          >
            {repository.name}
          </Link>
          <RunBadge run={run} />
        </div>
        {run !== null && isUnderWay(run) ? (
          <RunProgress run={run} name={repository.name} className="mt-1.5 max-w-120" />
        ) : (
          <Summary repository={repository} run={run} />
        )}
      </div>
      <p className="shrink-0 text-quiet text-small leading-5 max-sm:hidden">
        <LastIndexed at={repository.lastIndexedAt} />
      </p>
    </li>
  );
}

function Summary({ repository, run }: { repository: ListedRepository; run: Run | null }) {
  if (run?.status === "failed") {
    return <p className="truncate text-danger text-small leading-5">{run.error ?? repository.lastError}</p>;
  }
  return (
    <p className="flex min-w-0 gap-2 text-quiet text-small leading-5">
      <span className="truncate">{repository.url ?? messages.sources[repository.sourceKind]}</span>
      <span className="shrink-0 sm:hidden">
        <LastIndexed at={repository.lastIndexedAt} />
      </span>
    </p>
  );
}

function LastIndexed({ at }: { at: Date | null }) {
  if (at === null) return messages.neverIndexed;
  return (
    <>
      {messages.indexed} <RelativeTime at={at} />
    </>
  );
}
