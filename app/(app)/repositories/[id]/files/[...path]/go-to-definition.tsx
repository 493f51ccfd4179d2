"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import Link from "next/link";
import { type MouseEvent, useRef, useState } from "react";
import { fileMessages as messages } from "@/app/_messages/files";
import { useTRPC } from "@/app/_trpc/client";
import { cn } from "@/app/_ui/cn";
import { Dialog } from "@/app/_ui/dialog";
import { SearchInput } from "@/app/_ui/search-input";
import type { AppRouter } from "@/server/router";
import { procedureProblem } from "../../../../_session/procedure-problem";
import { fileHref } from "../../../hrefs";
import { useArrowKeys } from "../../../use-arrow-keys";

export type Definition = inferRouterOutputs<AppRouter>["search"]["definitions"]["items"][number];

type Origin = { repositoryId: string; path: string };

type GoToDefinitionProps = {
  /** The name to begin with; undefined while the dialog is shut. */
  asked: string | undefined;
  from: Origin;
  onClose: () => void;
  onOpen: (definition: Definition) => void;
};

/** Asks for a name, and lists where it is declared: in this file, in this repository, elsewhere. */
export function GoToDefinition({ asked, onClose, ...rest }: GoToDefinitionProps) {
  return (
    <Dialog
      open={asked !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={messages.goToDefinition}
      className="w-[min(40rem,calc(100vw-24px))]"
    >
      <Candidates key={asked} asked={asked ?? ""} {...rest} />
    </Dialog>
  );
}

function Candidates({
  asked,
  from,
  onOpen,
}: Omit<GoToDefinitionProps, "asked" | "onClose"> & { asked: string }) {
  const trpc = useTRPC();
  const [text, setText] = useState(asked);
  const root = useRef<HTMLDivElement>(null);
  const onKeyDown = useArrowKeys(root);
  const name = text.trim();
  const { data, error, isPlaceholderData } = useQuery(
    trpc.search.definitions.queryOptions(
      { name, from },
      { enabled: name !== "", placeholderData: keepPreviousData, trpc: { abortOnUnmount: true } },
    ),
  );
  const items = name === "" ? [] : (data?.items ?? []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens for arrows among its field and its links.
    <div ref={root} onKeyDown={onKeyDown} className="flex min-h-40 flex-col gap-3">
      <SearchInput
        label={messages.definitionName}
        placeholder={messages.definitionName}
        maxLength={120}
        value={text}
        onValueChange={setText}
        autoCapitalize="none"
        onKeyDown={(event) => {
          const [first] = items;
          if (event.key !== "Enter" || first === undefined || isPlaceholderData) return;
          event.preventDefault();
          onOpen(first);
        }}
      />
      <div role="status" className="contents">
        {error ? (
          <p className="text-danger">{procedureProblem(error).message}</p>
        ) : name === "" ? (
          <p className="text-quiet">{messages.definitionHint}</p>
        ) : data && items.length === 0 && !isPlaceholderData ? (
          <p className="text-quiet">
            {messages.definitionNone(name)} {messages.definitionNoneBody}
          </p>
        ) : null}
      </div>
      {items.length > 0 && (
        <ul
          aria-label={messages.definitions}
          className={cn("-mx-2 flex flex-col", isPlaceholderData && "opacity-60")}
        >
          {items.map((item) => (
            <Candidate key={item.id} item={item} from={from} onOpen={onOpen} />
          ))}
        </ul>
      )}
      {data?.isCut && <p className="text-quiet text-small">{messages.definitionCut(items.length)}</p>}
    </div>
  );
}

function Candidate({
  item,
  from,
  onOpen,
}: {
  item: Definition;
  from: Origin;
  onOpen: (item: Definition) => void;
}) {
  const { repositoryId, repositoryName, path, startLine, name, scope, kind } = item;
  const isHere = repositoryId === from.repositoryId && path === from.path;
  const shownPath = repositoryId === from.repositoryId ? path : `${repositoryName}/${path}`;

  function onClick(event: MouseEvent) {
    // Another tab is the browser's business.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(item);
  }

  return (
    <li>
      <Link
        href={fileHref(repositoryId, path, { from: startLine, to: startLine })}
        prefetch={false}
        aria-label={messages.definitionAt(name, shownPath, startLine)}
        onClick={onClick}
        className="flex min-h-9 flex-wrap items-center gap-x-3 rounded-md px-2 py-1 -outline-offset-2 hover:bg-hover"
      >
        <span className="min-w-0 break-all font-mono text-mono">
          {scope && <span className="text-quiet">{scope}.</span>}
          {name}
        </span>
        <span className="text-quiet text-tiny">{kind}</span>
        <span className="ml-auto min-w-0 break-all font-mono text-mono text-quiet">
          {isHere ? messages.inThisFile : shownPath}:{startLine}
        </span>
      </Link>
    </li>
  );
}
