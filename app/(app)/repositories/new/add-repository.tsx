"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { LockKeyhole } from "lucide-react";
import { useState } from "react";
import { addMessages as messages, repositoryMessages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/empty-state";
import { SegmentedControl } from "@/app/_ui/segmented-control";
import { Skeleton } from "@/app/_ui/skeleton";
import { ButtonLink } from "@/app/_ui/text-link";
import { QueryBoundary } from "../../_session/query-boundary";
import { usePermissions } from "../../_session/session-provider";
import { AddArchive } from "./add-archive";
import { AddFolder } from "./add-folder";
import { AddGit } from "./add-git";
import { useDraft } from "./use-draft";

/** Adds a repository from an archive, from git or, where the operator and the role allow it, a folder of the server. */
export function AddRepository() {
  const { can } = usePermissions();
  if (!can("repository.create")) {
    return (
      <EmptyState
        icon={<LockKeyhole />}
        title={messages.notAllowedTitle}
        action={<ButtonLink href="/repositories">{repositoryMessages.toList}</ButtonLink>}
      >
        {messages.notAllowedBody}
      </EmptyState>
    );
  }
  return (
    <div className="mx-auto flex w-full max-w-150 flex-col gap-5 py-2">
      <QueryBoundary loading={<Skeleton className="h-80 w-full" />} failedTitle={messages.failedTitle}>
        <Ways mayReadFolders={can("repository.create_from_folder")} />
      </QueryBoundary>
    </div>
  );
}

function Ways({ mayReadFolders }: { mayReadFolders: boolean }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.repository.sources.queryOptions());
  const [way, setWay] = useState<"archive" | "folder" | "git">("archive");
  const draft = useDraft();
  const hasFolders = mayReadFolders && data.folders.length > 0;
  return (
    <>
      <SegmentedControl
        label={messages.from}
        options={[
          { value: "archive" as const, label: messages.fromArchive },
          ...(hasFolders ? [{ value: "folder" as const, label: messages.fromFolder }] : []),
          { value: "git" as const, label: messages.fromGit },
        ]}
        value={way}
        onValueChange={setWay}
      />
      {way === "git" ? (
        <AddGit draft={draft} />
      ) : hasFolders && way === "folder" ? (
        <AddFolder draft={draft} folders={data.folders} />
      ) : (
        <AddArchive draft={draft} />
      )}
    </>
  );
}
