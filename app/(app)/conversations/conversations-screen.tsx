"use client";

import { Plus } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { SearchInput } from "@/app/_ui/search-input";
import { SegmentedControl } from "@/app/_ui/segmented-control";
import { Skeleton } from "@/app/_ui/skeleton";
import { ButtonLink } from "@/app/_ui/text-link";
import { useShortcut } from "../_frame/keys";
import { Screen } from "../_frame/screen";
import { QueryBoundary } from "../_session/query-boundary";
import { usePermissions } from "../_session/session-provider";
import { ConversationList } from "./conversation-list";
import { type ListView, listHref, readListView, type Scope } from "./list-input";

const scopes = Object.keys(messages.scopes) as Scope[];

/** All conversations the person may see: filtered by the address, so that a view can be shared and gone back to. */
export function ConversationsScreen() {
  const params = useSearchParams();
  const [view, setView] = useState(() => readListView(params));
  const asked = useDeferredValue(view);
  const canWrite = usePermissions().can("conversation.write");
  const filter = useRef<HTMLInputElement>(null);
  useShortcut("f", () => filter.current?.focus(), { label: messages.filter, group: messages.group });

  // A screen that was left is kept as it was; come to again by another address, it shows what that says.
  useEffect(() => {
    const addressed = readListView(new URLSearchParams(window.location.search));
    setView((kept) => (listHref(kept) === listHref(addressed) ? kept : addressed));
  }, []);

  function show(next: ListView) {
    setView(next);
    window.history.replaceState(null, "", listHref(next));
  }

  return (
    <Screen
      title={messages.title}
      actions={
        canWrite && (
          <ButtonLink href="/conversations/new" className="max-sm:w-8 max-sm:px-0">
            <Plus aria-hidden />
            <span className="max-sm:sr-only">{messages.start}</span>
          </ButtonLink>
        )
      }
    >
      <div className="mx-auto flex max-w-240 flex-col gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <SearchInput
            ref={filter}
            label={messages.filter}
            placeholder={messages.filter}
            value={view.text}
            maxLength={200}
            busy={asked !== view}
            onValueChange={(text) => show({ ...view, text, page: 1 })}
            className="min-w-48 flex-1"
          />
          <SegmentedControl
            label={messages.scope}
            options={scopes.map((value) => ({ value, label: messages.scopes[value] }))}
            value={view.scope}
            onValueChange={(scope) => show({ ...view, scope, page: 1 })}
          />
        </div>
        <QueryBoundary loading={<ListSkeleton />} failedTitle={messages.failedTitle}>
          <ConversationList view={asked} canWrite={canWrite} onView={show} />
        </QueryBoundary>
      </div>
    </Screen>
  );
}

function ListSkeleton() {
  return (
    <div aria-hidden className="divide-y divide-line rounded-lg border border-line bg-panel">
      {["w-1/2", "w-2/3", "w-1/3"].map((width) => (
        <div key={width} className="flex min-h-15 flex-col justify-center gap-2 px-3 py-2.5">
          <Skeleton className={`h-4 ${width}`} />
          <Skeleton className="h-3 w-1/4" />
        </div>
      ))}
    </div>
  );
}
