"use client";

import type { inferRouterOutputs } from "@trpc/server";
import { FolderGit2 } from "lucide-react";
import Link from "next/link";
import { dashboardMessages } from "@/app/_messages/dashboard";
import { Badge } from "@/app/_ui/badge";
import { ProgressBar } from "@/app/_ui/progress-bar";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { AppRouter } from "@/server/router";
import { type ActiveRun, useActiveRuns } from "./_live/live-provider";

type Repository = inferRouterOutputs<AppRouter>["repository"]["list"]["items"][number];

/** A repository in two lines: what it is and how it is, then what happened last or happens now. */
export function RepositoryRow({ repository }: { repository: Repository }) {
  const live = useActiveRuns().find((run) => run.repositoryId === repository.id);
  const run = live ?? repository.run;
  const isUnderWay = run?.status === "queued" || run?.status === "running";
  return (
    <li className="relative flex min-h-15 items-start gap-3 px-3 py-2.5 hover:bg-hover">
      <FolderGit2 aria-hidden className="mt-1 size-4 shrink-0 text-quiet" />
      <div className="min-w-0 flex-1">
        <div className="flex h-6 min-w-0 items-center gap-2">
          {/* The whole row is the link's target. */}
          <Link
            href={`/repositories/${repository.id}`}
            className="min-w-0 truncate rounded-xs font-medium after:absolute after:inset-0"
          >
            {repository.name}
          </Link>
          <State status={run?.status} />
        </div>
        {isUnderWay && run ? <Progress run={run} name={repository.name} /> : <Last repository={repository} />}
      </div>
      <p className="shrink-0 text-quiet text-small leading-6 max-sm:hidden">
        {repository.lastIndexedAt === null ? (
          dashboardMessages.neverIndexed
        ) : (
          <>
            {dashboardMessages.indexed} <RelativeTime at={repository.lastIndexedAt} />
          </>
        )}
      </p>
    </li>
  );
}

function State({ status }: { status: string | undefined }) {
  const word = status === undefined ? undefined : dashboardMessages.states[status];
  if (word === undefined) return null;
  return (
    <Badge tone={status === "failed" ? "danger" : status === "running" ? "tint" : "plain"}>{word}</Badge>
  );
}

type Counts = Pick<ActiveRun, "phase" | "filesTotal" | "filesIndexed" | "filesUnchanged" | "filesSkipped">;

function Progress({ run, name }: { run: Counts; name: string }) {
  const done = run.filesIndexed + run.filesUnchanged + run.filesSkipped;
  const isCounted = run.phase === "indexing" && run.filesTotal > 0;
  const words = isCounted ? dashboardMessages.progress(done, run.filesTotal) : undefined;
  return (
    <div className="flex h-4 items-center gap-3">
      <ProgressBar
        label={dashboardMessages.progressOf(name)}
        value={isCounted ? done : undefined}
        max={isCounted ? run.filesTotal : 1}
        valueText={words}
        className="max-w-60"
      />
      <span className="shrink-0 text-quiet text-small tabular-nums">
        {words ?? dashboardMessages.phases[run.phase] ?? run.phase}
      </span>
    </div>
  );
}

function Last({ repository: { run, lastError, sourceKind, url } }: { repository: Repository }) {
  if (run?.status === "failed") {
    return <p className="truncate text-danger text-small">{run.error ?? lastError}</p>;
  }
  const changes =
    run?.status === "completed"
      ? dashboardMessages.lastRun({
          indexed: run.filesIndexed,
          removed: run.filesRemoved,
          unchanged: run.filesUnchanged,
        })
      : "";
  const source = [dashboardMessages.sources[sourceKind] ?? sourceKind, url].filter(Boolean).join(" ");
  return <p className="truncate text-quiet text-small">{[source, changes].filter(Boolean).join(" · ")}</p>;
}
