"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { File, FileSearch, FileX } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useRef, useState } from "react";
import { repositoryMessages as messages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { cn } from "@/app/_ui/cn";
import { EmptyState } from "@/app/_ui/empty-state";
import { FailedState } from "@/app/_ui/failed-state";
import { Kbd } from "@/app/_ui/kbd";
import { SearchInput } from "@/app/_ui/search-input";
import type { AppRouter } from "@/server/router";
import { useCommands } from "../../_frame/commands";
import { useShortcut } from "../../_frame/keys";
import { procedureProblem } from "../../_session/procedure-problem";
import { fileHref } from "../hrefs";
import { useArrowKeys } from "../use-arrow-keys";
import { MarkedPath } from "./marked-path";

type FoundFile = inferRouterOutputs<AppRouter>["repository"]["file"]["find"]["items"][number];

// Who does not see it among these types on.
const MOST_SHOWN = 100;

/** A field that finds files anywhere in the repository by the characters of their path; `children` while it is empty. */
export function FindFile({ repositoryId, children }: { repositoryId: string; children: ReactNode }) {
  const router = useRouter();
  const [text, setText] = useState("");
  const root = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const onKeyDown = useArrowKeys(root);
  const asked = text.trim();
  const found = useFound(repositoryId, asked);
  const focus = () => field.current?.focus();
  useShortcut("t", focus, { label: messages.findFile, group: messages.group });
  useCommands([
    {
      id: "repository.findFile",
      label: messages.findFile,
      group: messages.group,
      icon: <FileSearch aria-hidden />,
      keys: "t",
      run: focus,
    },
  ]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens for arrows among its field and its links.
    <div ref={root} onKeyDown={onKeyDown} className="flex flex-col gap-2">
      <div className="relative sm:max-w-80">
        <SearchInput
          ref={field}
          label={messages.findFile}
          placeholder={messages.findFile}
          maxLength={200}
          autoCapitalize="none"
          value={text}
          onValueChange={setText}
          busy={asked !== "" && found.isFetching}
          onKeyDown={(event) => {
            const [first] = found.items;
            if (event.key !== "Enter" || first === undefined || found.isPlaceholderData) return;
            event.preventDefault();
            router.push(fileHref(repositoryId, first.path));
          }}
        />
        {text === "" && (
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center max-md:hidden"
          >
            <Kbd keys="t" />
          </span>
        )}
      </div>
      {asked === "" ? children : <FoundFiles repositoryId={repositoryId} asked={asked} found={found} />}
    </div>
  );
}

function useFound(repositoryId: string, asked: string) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.repository.file.find.queryOptions(
      { repositoryId, text: asked, pageSize: MOST_SHOWN },
      { enabled: asked !== "", placeholderData: keepPreviousData, trpc: { abortOnUnmount: true } },
    ),
  );
  return { ...query, items: asked === "" ? [] : (query.data?.items ?? []) };
}

type FoundFilesProps = { repositoryId: string; asked: string; found: ReturnType<typeof useFound> };

function FoundFiles({ repositoryId, asked, found }: FoundFilesProps) {
  const { items, isPlaceholderData } = found;
  if (found.isError && items.length === 0) {
    return (
      <FailedState
        title={messages.filesFailedTitle}
        onRetry={() => void found.refetch()}
        retrying={found.isFetching}
      >
        {procedureProblem(found.error).message}
      </FailedState>
    );
  }
  if (!found.data) return <p className="px-3 py-2 text-quiet">{messages.findingFiles}</p>;
  if (items.length === 0) {
    return (
      <EmptyState icon={<FileSearch />} title={messages.noFileTitle}>
        {messages.noFileBody(asked)}
      </EmptyState>
    );
  }
  return (
    <>
      <p role="status" className="sr-only">
        {messages.filesFound(items.length, found.data.hasNext)}
      </p>
      <ul
        aria-label={messages.foundFiles}
        aria-busy={isPlaceholderData || undefined}
        className={cn(
          "divide-y divide-line overflow-hidden rounded-lg border border-line bg-panel",
          isPlaceholderData && "opacity-60",
        )}
      >
        {items.map((item) => (
          <FoundFileRow key={item.path} repositoryId={repositoryId} item={item} />
        ))}
      </ul>
      {found.data.hasNext && <p className="text-quiet text-small">{messages.bestFiles(items.length)}</p>}
    </>
  );
}

function FoundFileRow({ repositoryId, item }: { repositoryId: string; item: FoundFile }) {
  const isLeftOut = item.skippedReason !== null;
  return (
    <li className="relative flex min-h-9 items-center gap-2.5 px-3 py-1.5 focus-within:bg-hover hover:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-quiet">
      {isLeftOut ? <FileX aria-hidden /> : <File aria-hidden />}
      <Link
        href={fileHref(repositoryId, item.path)}
        prefetch={false}
        className="min-w-0 flex-1 break-all rounded-xs font-mono text-mono after:absolute after:inset-0"
      >
        <MarkedPath path={item.path} positions={item.positions} />
      </Link>
      {isLeftOut && (
        <span title={item.skippedReason ?? undefined} className="shrink-0 text-quiet text-small">
          {messages.leftOut}
        </span>
      )}
    </li>
  );
}
