"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { CircleCheck, CircleDot, ListChecks, Lock, Users } from "lucide-react";
import { useEffect, useState } from "react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { Badge } from "@/app/_ui/badge";
import { Screen } from "../../_frame/screen";
import { QueryBoundary } from "../../_session/query-boundary";
import { ConversationActions } from "./conversation-actions";
import { ConversationBody, MessagesSkeleton } from "./conversation-body";
import { SourcePanel } from "./source-panel";
import type { ShownCitation } from "./types";

const marks = { planning: CircleDot, confirmed: ListChecks, completed: CircleCheck };

/** One conversation with its sources beside it. */
export function ConversationScreen({ id }: { id: string }) {
  const { data: conversation } = useSuspenseQuery(useTRPC().conversation.get.queryOptions({ id }));
  const [source, setSource] = useState<ShownCitation>();
  const isShared = conversation.audience === "organization";
  const title = conversation.title ?? messages.untitled;
  // It gets its title after the page was made, and can be renamed on it.
  useEffect(() => {
    document.title = messages.tab(title);
  }, [title]);
  const hasPlan = conversation.plan !== null || conversation.proposal !== null;
  const Mark = marks[conversation.status];
  const Audience = isShared ? Users : Lock;
  return (
    <Screen
      title={title}
      parents={[{ label: messages.title, href: "/conversations" }]}
      flush
      badge={
        <>
          {hasPlan && (
            <Badge tone="tint" className="max-sm:hidden">
              <Mark aria-hidden />
              {messages.statuses[conversation.status]}
            </Badge>
          )}
          <span className="text-quiet max-md:hidden" title={isShared ? messages.shared : messages.private}>
            <Audience aria-hidden className="size-3.5" />
            <span className="sr-only">{isShared ? messages.shared : messages.private}</span>
          </span>
        </>
      }
      actions={<ConversationActions conversation={conversation} />}
    >
      <div className="relative flex h-full">
        <QueryBoundary loading={<MessagesSkeleton />} failedTitle={messages.failedTitle}>
          <ConversationBody conversation={conversation} source={source} onSource={setSource} />
        </QueryBoundary>
        {source && <SourcePanel citation={source} onClose={() => setSource(undefined)} />}
      </div>
    </Screen>
  );
}
