"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { BookOpen } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { knowledgeMessages } from "@/app/_messages/knowledge";
import { repositoryMessages as messages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { formatNumber } from "@/app/_ui/number-text";
import { Tabs } from "@/app/_ui/tabs";
import { ButtonLink } from "@/app/_ui/text-link";
import { Screen } from "../../_frame/screen";
import { QueryBoundary } from "../../_session/query-boundary";
import { RunBadge } from "../_run/run-badge";
import { isUnderWay, pollWhile, useRun } from "../_run/use-run";
import { knowledgeHref } from "../hrefs";
import { Figures } from "./figures";
import { FindFile } from "./find-file";
import { FolderList } from "./folder-list";
import { FolderPath } from "./folder-path";
import { ListSkeleton } from "./list-skeleton";
import { RepositoryActions } from "./repository-actions";
import { readRepositoryView, repositoryViewHref } from "./repository-view";
import { RunCard } from "./run-card";
import { SkippedFiles } from "./skipped-files";
import { useGitSettings } from "./use-git-settings";
import { useReindex } from "./use-reindex";

/** One repository: how its index stands, its figures, its files and what was left out. */
export function RepositoryScreen({ id }: { id: string }) {
  const trpc = useTRPC();
  const { data: repository } = useSuspenseQuery(
    trpc.repository.get.queryOptions(
      { id },
      { refetchInterval: ({ state }) => pollWhile(isUnderWay(state.data?.run)) },
    ),
  );
  const run = useRun(id, repository.run);
  useFreshFiles(repository.generation);
  const reindex = useReindex(repository);
  const gitSettings = useGitSettings(repository);
  const router = useRouter();
  const view = readRepositoryView(useSearchParams());
  const { figures } = repository;
  return (
    <Screen
      title={repository.name}
      parents={[{ label: messages.title, href: "/repositories" }]}
      badge={<RunBadge run={run} />}
      actions={
        <>
          <ButtonLink href={knowledgeHref(id)} prefetch={false} className="max-sm:w-8 max-sm:px-0">
            <BookOpen aria-hidden />
            <span className="max-sm:sr-only">{knowledgeMessages.open}</span>
          </ButtonLink>
          <RepositoryActions {...{ repository, run, reindex, gitSettings }} />
        </>
      }
    >
      <div className="mx-auto flex max-w-240 flex-col gap-4">
        <RunCard {...{ repository, run, reindex, gitSettings }} />
        <Figures repository={repository} />
        <Tabs
          label={messages.views}
          value={view.tab}
          onValueChange={(tab) => router.push(repositoryViewHref(id, { tab, folder: "", page: 1 }))}
          tabs={[
            {
              value: "files",
              label: messages.files,
              panel: (
                <FindFile key={view.folder} repositoryId={id}>
                  <FolderPath repository={repository} folder={view.folder} />
                  <QueryBoundary
                    key={view.folder}
                    loading={<ListSkeleton />}
                    failedTitle={messages.filesFailedTitle}
                  >
                    <FolderList repository={repository} view={view} isRunning={isUnderWay(run)} />
                  </QueryBoundary>
                </FindFile>
              ),
            },
            {
              value: "skipped",
              label: (
                <>
                  {messages.skipped}
                  <span className="text-quiet tabular-nums">{formatNumber(figures.skipped)}</span>
                </>
              ),
              panel: (
                <QueryBoundary loading={<ListSkeleton />} failedTitle={messages.filesFailedTitle}>
                  <SkippedFiles repository={repository} view={view} isRunning={isUnderWay(run)} />
                </QueryBoundary>
              ),
            },
          ]}
        />
      </div>
      {reindex.dialog}
      {repository.sourceKind === "git" && gitSettings.dialog}
    </Screen>
  );
}

/** Reads the files again once another generation is published, also when a short run was missed by the live news. */
function useFreshFiles(generation: number): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const shown = useRef(generation);
  useEffect(() => {
    if (shown.current === generation) return;
    shown.current = generation;
    void queryClient.invalidateQueries(trpc.repository.file.pathFilter());
  }, [generation, queryClient, trpc]);
}
