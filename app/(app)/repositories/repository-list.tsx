"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Plus, SearchX, SquareLibrary } from "lucide-react";
import { repositoryMessages as messages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { Pagination } from "@/app/_ui/pagination";
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
  const first = (view.page - 1) * PAGE_SIZE + 1;
  if (data.items.length === 0) return <NothingHere view={view} canAdd={canAdd} onView={onView} />;
  return (
    <>
      <ul aria-label={messages.list} className="divide-y divide-line rounded-lg border border-line bg-panel">
        {data.items.map((repository) => (
          <RepositoryRow key={repository.id} repository={repository} />
        ))}
      </ul>
      {(data.hasNext || view.page > 1) && (
        <Pagination
          from={first}
          to={first + data.items.length - 1}
          onPrevious={view.page > 1 ? () => onView({ ...view, page: view.page - 1 }) : undefined}
          onNext={data.hasNext ? () => onView({ ...view, page: view.page + 1 }) : undefined}
        />
      )}
    </>
  );
}

function NothingHere({ view, canAdd, onView }: RepositoryListProps) {
  if (view.page > 1) {
    return (
      <EmptyState
        title={messages.pastEndTitle}
        action={<Button onClick={() => onView({ ...view, page: 1 })}>{messages.toFirstPage}</Button>}
      >
        {messages.pastEndBody}
      </EmptyState>
    );
  }
  if (view.text.trim() !== "") {
    return (
      <EmptyState
        icon={<SearchX />}
        title={messages.noMatchTitle}
        action={<Button onClick={() => onView({ ...view, text: "" })}>{messages.clearFilter}</Button>}
      >
        {messages.noMatchBody(view.text.trim())}
      </EmptyState>
    );
  }
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
