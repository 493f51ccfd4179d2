"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { MessagesSquare, Plus } from "lucide-react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/empty-state";
import { PagedList } from "@/app/_ui/paged-list";
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
  return (
    <PagedList
      data={data}
      pageSize={PAGE_SIZE}
      view={view}
      onView={onView}
      words={messages}
      empty={<NoConversation canWrite={canWrite} />}
      row={(conversation) => <ConversationRow key={conversation.id} conversation={conversation} />}
    />
  );
}

function NoConversation({ canWrite }: Pick<ConversationListProps, "canWrite">) {
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
