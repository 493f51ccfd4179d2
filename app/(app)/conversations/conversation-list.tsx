"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { MessagesSquare, Plus, SearchX } from "lucide-react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { Pagination } from "@/app/_ui/pagination";
import { ButtonLink } from "@/app/_ui/text-link";
import { ConversationRow } from "./conversation-row";
import { type ListView, listInput, PAGE_SIZE } from "./list-input";

// Answers that others ask for end without this page being told.
const POLL_MS = 5_000;

type ConversationListProps = { view: ListView; canWrite: boolean; onView: (view: ListView) => void };

/** One page of the conversations a view asks for; pinned ones first. */
export function ConversationList({ view, canWrite, onView }: ConversationListProps) {
  const { data } = useSuspenseQuery(
    useTRPC().conversation.list.queryOptions(listInput(view), {
      refetchInterval: ({ state }) =>
        state.data?.items.some(({ isRunning }) => isRunning) ? POLL_MS : false,
    }),
  );
  const first = (view.page - 1) * PAGE_SIZE + 1;
  if (data.items.length === 0) return <NothingHere view={view} canWrite={canWrite} onView={onView} />;
  return (
    <>
      <ul aria-label={messages.list} className="divide-y divide-line rounded-lg border border-line bg-panel">
        {data.items.map((conversation) => (
          <ConversationRow key={conversation.id} conversation={conversation} />
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

function NothingHere({ view, canWrite, onView }: ConversationListProps) {
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
      icon={<MessagesSquare />}
      title={messages.emptyTitle}
      action={
        canWrite && (
          <ButtonLink href="/conversations/new" variant="primary" size="large">
            <Plus aria-hidden />
            {messages.start}
          </ButtonLink>
        )
      }
    >
      {messages.emptyBody}
    </EmptyState>
  );
}
