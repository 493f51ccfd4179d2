"use client";

import { Plus } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { useDeferredValue, useRef, useState } from "react";
import { repositoryMessages as messages } from "@/app/_messages/repositories";
import { SearchInput } from "@/app/_ui/search-input";
import { Select } from "@/app/_ui/select";
import { ButtonLink } from "@/app/_ui/text-link";
import { useCommands } from "../_frame/commands";
import { useShortcut } from "../_frame/keys";
import { Screen } from "../_frame/screen";
import { QueryBoundary } from "../_session/query-boundary";
import { usePermissions } from "../_session/session-provider";
import { type ListView, listHref, readListView, type Sort } from "./list-input";
import { RepositoryList } from "./repository-list";
import { RepositoryListSkeleton } from "./repository-list-skeleton";

/** All repositories: filtered and ordered by the address, so that a view can be shared and gone back to. */
export function RepositoriesScreen() {
  const params = useSearchParams();
  const [view, setView] = useState(() => readListView(params));
  // What is typed stays ahead of what is asked, and the rows stay until the next ones have come.
  const asked = useDeferredValue(view);
  const canAdd = useAddCommand();
  const filter = useRef<HTMLInputElement>(null);
  // Not `/`: that is for searching the code, on every screen.
  useShortcut("f", () => filter.current?.focus(), { label: messages.filter, group: messages.group });

  function show(next: ListView) {
    setView(next);
    window.history.replaceState(null, "", listHref(next));
  }

  return (
    <Screen
      title={messages.title}
      actions={
        canAdd && (
          <ButtonLink href="/repositories/new" className="max-sm:w-8 max-sm:px-0">
            <Plus aria-hidden />
            <span className="max-sm:sr-only">{messages.add}</span>
          </ButtonLink>
        )
      }
    >
      <div className="mx-auto flex max-w-240 flex-col gap-3">
        <div className="flex gap-2">
          <SearchInput
            ref={filter}
            label={messages.filter}
            placeholder={messages.filter}
            value={view.text}
            maxLength={200}
            busy={asked !== view}
            onValueChange={(text) => show({ ...view, text, page: 1 })}
            className="min-w-0 flex-1"
          />
          <Select
            aria-label={messages.sort}
            options={(Object.keys(messages.sorts) as Sort[]).map((value) => ({
              value,
              label: messages.sorts[value],
            }))}
            value={view.sort}
            onValueChange={(sort) => show({ ...view, sort, page: 1 })}
            className="w-40 sm:w-56"
          />
        </div>
        <QueryBoundary loading={<RepositoryListSkeleton />} failedTitle={messages.failedTitle}>
          <RepositoryList view={asked} canAdd={canAdd} onView={show} />
        </QueryBoundary>
      </div>
    </Screen>
  );
}

function useAddCommand(): boolean {
  const router = useRouter();
  const canAdd = usePermissions().can("repository.create");
  const add = () => router.push("/repositories/new");
  useShortcut("n", add, { label: messages.add, group: messages.group, enabled: canAdd });
  useCommands(
    canAdd
      ? [
          {
            id: "repositories.add",
            label: messages.add,
            group: messages.group,
            icon: <Plus aria-hidden />,
            keys: "n",
            keywords: ["new", "upload", "index", "archive", "folder"],
            run: add,
          },
        ]
      : [],
  );
  return canAdd;
}
