"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, RotateCw, Settings2, Upload } from "lucide-react";
import type { ReactNode } from "react";
import { gitMessages } from "@/app/_messages/git";
import { repositoryMessages as messages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { cn } from "@/app/_ui/cn";
import { useToast } from "@/app/_ui/toast";
import { RunProgress } from "../_run/run-progress";
import { isUnderWay } from "../_run/use-run";
import { problemOf } from "../problem";
import type { Repository, Run } from "../types";
import type { GitSettings } from "./use-git-settings";
import type { Reindex } from "./use-reindex";

type RunCardProps = {
  repository: Repository;
  run: Run | null;
  reindex: Reindex;
  gitSettings: GitSettings;
};

/** What stands between a repository and its being up to date: a run under way, a failure, a cancellation. */
export function RunCard({ repository, run, reindex, gitSettings }: RunCardProps) {
  const hasIndex = repository.generation > 0;
  if (run === null || run.status === "completed") return null;
  if (isUnderWay(run)) {
    return (
      <Card title={messages.runTitle} actions={reindex.allowed && <CancelButton id={repository.id} />}>
        <RunProgress run={run} name={repository.name} />
        <p className="text-quiet text-small">{hasIndex ? messages.searchable : messages.notSearchable}</p>
      </Card>
    );
  }
  const again = reindex.allowed && (
    <>
      {repository.sourceKind === "upload" && (
        <Button size="small" onClick={reindex.chooseArchive}>
          <Upload aria-hidden />
          {messages.newArchive}
        </Button>
      )}
      {gitSettings.allowed && run.status === "failed" && (
        <Button size="small" onClick={gitSettings.open}>
          <Settings2 aria-hidden />
          {gitMessages.settings}
        </Button>
      )}
      {reindex.isAtOnce && (
        <Button size="small" onClick={reindex.start} loading={reindex.isPending}>
          <RotateCw aria-hidden />
          {messages.retry}
        </Button>
      )}
    </>
  );
  if (run.status === "failed") {
    return (
      <Card title={messages.runFailedTitle} actions={again} isFailure>
        <p className="break-words">{run.error ?? repository.lastError}</p>
        {hasIndex && <p className="text-quiet text-small">{messages.runFailedKept}</p>}
      </Card>
    );
  }
  return (
    <Card title={messages.cancelledTitle} actions={again}>
      <p className="text-quiet">{hasIndex ? messages.runFailedKept : messages.cancelledBody}</p>
    </Card>
  );
}

function CancelButton({ id }: { id: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const cancel = useMutation(
    trpc.repository.cancel.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.repository.pathFilter()),
      onError: (error) =>
        toast.show({ kind: "failure", title: messages.cancelFailed, description: problemOf(error).message }),
    }),
  );
  return (
    <Button size="small" loading={cancel.isPending} onClick={() => cancel.mutate({ id })}>
      {messages.cancelRun}
    </Button>
  );
}

type CardProps = { title: string; actions: ReactNode; isFailure?: boolean; children: ReactNode };

function Card({ title, actions, isFailure = false, children }: CardProps) {
  return (
    <section
      aria-label={title}
      className={cn("rounded-lg border border-line bg-panel px-4 py-3", isFailure && "border-danger/40")}
    >
      <div className="mb-2 flex min-h-6 flex-wrap items-center justify-between gap-2">
        <h2 className={cn("flex items-center gap-2 font-semibold", isFailure && "text-danger")}>
          {isFailure && <CircleAlert aria-hidden className="size-4" />}
          {title}
        </h2>
        <div className="flex gap-1.5">{actions}</div>
      </div>
      <div className="flex flex-col gap-2">{children}</div>
    </section>
  );
}
