"use client";

import type { inferRouterOutputs } from "@trpc/server";
import { Lock, Pin } from "lucide-react";
import Link from "next/link";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { Badge } from "@/app/_ui/badge";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Spinner } from "@/app/_ui/spinner";
import type { AppRouter } from "@/server/router";
import { useSession } from "../_session/session-provider";
import { conversationHref } from "./list-input";

export type ListedConversation = inferRouterOutputs<AppRouter>["conversation"]["list"]["items"][number];

/** A conversation in the list: what it is about, how far it is, whose it is, and when something was last said. */
export function ConversationRow({ conversation }: { conversation: ListedConversation }) {
  const { id, title, status, audience, userId, authorName, pinnedAt, isRunning, lastMessageAt } =
    conversation;
  const isMine = useSession().person.id === userId;
  return (
    <li className="relative flex min-h-15 items-start gap-3 px-3 py-2.5 first:rounded-t-lg last:rounded-b-lg focus-within:bg-hover hover:bg-hover">
      <div className="min-w-0 flex-1">
        <div className="flex h-5 min-w-0 items-center gap-2">
          {pinnedAt !== null && isMine && (
            <>
              <Pin aria-hidden className="size-3.5 shrink-0 text-quiet" />
              <span className="sr-only">{messages.pinned}</span>
            </>
          )}
          <Link
            href={conversationHref(id)}
            className="min-w-0 truncate rounded-xs font-medium after:absolute after:inset-0"
          >
            {title ?? messages.untitled}
          </Link>
          {isRunning && (
            <Badge tone="tint">
              <Spinner label={null} className="size-3.5" />
              {messages.answering}
            </Badge>
          )}
          {!isRunning && status !== "planning" && <Badge>{messages.statuses[status]}</Badge>}
        </div>
        <p className="flex min-w-0 items-center gap-1.5 truncate text-quiet text-small leading-5">
          {audience === "organization" ? (
            <>
              {messages.shared}
              {!isMine && ` ${messages.by(authorName)}`}
            </>
          ) : (
            <>
              <Lock aria-hidden className="size-3" />
              {messages.private}
            </>
          )}
        </p>
      </div>
      <p className="shrink-0 text-quiet text-small leading-5">
        <RelativeTime at={lastMessageAt} />
      </p>
    </li>
  );
}
