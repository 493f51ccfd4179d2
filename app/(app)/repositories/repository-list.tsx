"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Plus, SquareLibrary } from "lucide-react";
import { repositoryMessages as messages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/empty-state";
import { PagedList } from "@/app/_ui/paged-list";
import { ButtonLink } from "@/app/_ui/text-link";
import { isUnderWay, pollWhile } from "./_run/use-run";
import { type ListView, listInput, PAGE_SIZE } from "./list-input";
import { RepositoryRow } from "./repository-row";

type RepositoryListProps = { view: ListView; canAdd: boolean; onView: (view: ListView) => void };

/** One page of the repositories a view asks for. */
export function RepositoryList({ view, canAdd, onView }: RepositoryListProps) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(
    trpc.repository.list.queryOptions(listInput(view), {
      refetchInterval: ({ state }) => pollWhile(state.data?.items.some(({ run }) => isUnderWay(run))),
    }),
  );
  return (
    <PagedList
      data={data}
      pageSize={PAGE_SIZE}
      view={view}
      onView={onView}
      words={messages}
      empty={<NoRepository canAdd={canAdd} />}
      row={(repository) => <RepositoryRow key={repository.id} repository={repository} />}
    />
  );
}

function NoRepository({ canAdd }: Pick<RepositoryListProps, "canAdd">) {
  return (
    <EmptyState
      icon={<SquareLibrary />}
      title={messages.emptyTitle}
      action={
        canAdd && (
          <ButtonLink href="/repositories/new" variant="primary" size="large">
            <Plus aria-hidden />
            {messages.add}
          </ButtonLink>
        )
      }
    >
      {canAdd ? messages.emptyBody : messages.emptyBodyReader}
    </EmptyState>
  );
}
