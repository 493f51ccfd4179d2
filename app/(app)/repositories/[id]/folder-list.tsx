"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { CornerLeftUp, File, FileX, Folder, FolderOpen, KeyRound } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { repositoryMessages as messages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { Pagination } from "@/app/_ui/pagination";
import { ButtonLink } from "@/app/_ui/text-link";
import { fileHref, folderHref } from "../hrefs";
import { sizeWords } from "../size-words";
import type { FolderEntry, Repository } from "../types";
import { FILES_PER_PAGE, folderInput, type RepositoryView, repositoryViewHref } from "./repository-view";

type FolderListProps = { repository: Repository; view: RepositoryView; isRunning: boolean };

/** The folders and files directly in the open folder. */
export function FolderList({ repository, view, isRunning }: FolderListProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const { id } = repository;
  const { data } = useSuspenseQuery(trpc.repository.file.list.queryOptions(folderInput(id, view)));
  const { folder, page } = view;
  const first = (page - 1) * FILES_PER_PAGE + 1;
  const goTo = (to: number) => router.push(repositoryViewHref(id, { ...view, page: to }));

  // A folder that was left out as a whole is kept as one entry without a name.
  const whole = data.items.find((entry) => entry.name === "");
  const entries = data.items.filter((entry) => entry.name !== "");
  if (entries.length === 0) {
    return (
      <NothingHere view={view} repository={repository} isRunning={isRunning} reason={whole?.skippedReason} />
    );
  }
  return (
    <>
      <ul
        aria-label={messages.filesIn(folder)}
        className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-panel"
      >
        {folder !== "" && (
          <EntryRow
            href={folderHref(id, parentOf(folder))}
            icon={<CornerLeftUp aria-hidden />}
            name={<Up />}
          />
        )}
        {entries.map((entry) => (
          <Entry key={`${entry.isFolder}${entry.name}`} repositoryId={id} folder={folder} entry={entry} />
        ))}
      </ul>
      {(data.hasNext || page > 1) && (
        <Pagination
          from={first}
          to={first + data.items.length - 1}
          onPrevious={page > 1 ? () => goTo(page - 1) : undefined}
          onNext={data.hasNext ? () => goTo(page + 1) : undefined}
        />
      )}
    </>
  );
}

function Entry({
  repositoryId,
  folder,
  entry,
}: {
  repositoryId: string;
  folder: string;
  entry: FolderEntry;
}) {
  const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
  if (entry.isFolder) {
    return (
      <EntryRow href={folderHref(repositoryId, path)} icon={<Folder aria-hidden />} name={entry.name}>
        {isLeftOutWhole(entry) ? messages.leftOut : messages.folderFiles(entry.files)}
      </EntryRow>
    );
  }
  const isLeftOut = entry.skippedReason !== null;
  return (
    <EntryRow
      href={fileHref(repositoryId, path)}
      icon={isLeftOut ? <FileX aria-hidden /> : <File aria-hidden />}
      name={isLeftOut ? <span className="text-quiet">{entry.name}</span> : entry.name}
    >
      {isLeftOut && <span title={entry.skippedReason ?? undefined}>{messages.leftOut}</span>}
      {entry.hasSecrets && (
        <span title={messages.hasSecrets} className="text-warning-text">
          <KeyRound aria-hidden className="size-3.5" />
          <span className="sr-only">{messages.hasSecrets}</span>
        </span>
      )}
      {/* What was not even read has no size. */}
      {(!isLeftOut || entry.sizeBytes > 0) && <span>{sizeWords(entry.sizeBytes)}</span>}
    </EntryRow>
  );
}

function Up() {
  return (
    <>
      <span aria-hidden>..</span>
      <span className="sr-only">{messages.up}</span>
    </>
  );
}

function EntryRow(props: { href: string; icon: ReactNode; name: ReactNode; children?: ReactNode }) {
  return (
    <li className="relative flex h-9 items-center gap-2.5 px-3 focus-within:bg-hover hover:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-quiet">
      {props.icon}
      <Link
        href={props.href}
        prefetch={false}
        className="min-w-0 flex-1 truncate rounded-xs font-mono text-mono after:absolute after:inset-0"
      >
        {props.name}
      </Link>
      <span className="flex shrink-0 items-center gap-3 text-quiet text-small tabular-nums">
        {props.children}
      </span>
    </li>
  );
}

function NothingHere({
  repository,
  view,
  isRunning,
  reason,
}: FolderListProps & { reason: string | null | undefined }) {
  const router = useRouter();
  if (view.page > 1) {
    const toFirst = () => router.push(repositoryViewHref(repository.id, { ...view, page: 1 }));
    return (
      <EmptyState
        title={messages.pastEndTitle}
        action={<Button onClick={toFirst}>{messages.toFirstPage}</Button>}
      >
        {messages.pastEndBody}
      </EmptyState>
    );
  }
  if (view.folder !== "") {
    return (
      <EmptyState
        icon={<FolderOpen />}
        title={reason ? messages.folderLeftOutTitle : messages.emptyFolderTitle}
        action={<ButtonLink href={folderHref(repository.id, "")}>{messages.top}</ButtonLink>}
      >
        {reason ?? messages.emptyFolderBody}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<FolderOpen />} title={messages.emptyIndexTitle}>
      {isRunning ? messages.emptyIndexRunning : messages.emptyIndexBody}
    </EmptyState>
  );
}

// One entry of no size stands for everything in it.
const isLeftOutWhole = (entry: FolderEntry): boolean =>
  entry.files === 1 && entry.sizeBytes === 0 && entry.skippedReason !== null;

const parentOf = (folder: string): string => folder.slice(0, Math.max(0, folder.lastIndexOf("/")));
