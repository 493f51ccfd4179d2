"use client";

import { FolderSearch, History, X } from "lucide-react";
import { searchMessages as messages } from "@/app/_messages/search";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { IconButton } from "@/app/_ui/icon-button";
import { ButtonLink } from "@/app/_ui/text-link";
import { usePermissions } from "../_session/session-provider";
import { useRecentSearches } from "./recent-searches";
import { readSearchState, type SearchState } from "./search-state";
import { SearchTips } from "./search-tips";

/** Before the first letter: what was looked for lately, and what can be written. */
export function SearchStart({ onSearch }: { onSearch: (search: SearchState) => void }) {
  const { searches, forget, clear } = useRecentSearches();
  return (
    <div className="grid gap-x-8 gap-y-6 pt-2 md:grid-cols-2 min-[1100px]:block">
      <section aria-labelledby="recent-searches">
        <div className="mb-1 flex min-h-6 items-center justify-between gap-2">
          <h2 id="recent-searches" className="font-semibold">
            {messages.recent}
          </h2>
          {searches.length > 0 && (
            <Button size="small" variant="quiet" onClick={clear}>
              {messages.clearRecent}
            </Button>
          )}
        </div>
        {searches.length === 0 ? (
          <p className="text-pretty text-quiet">{messages.noRecent}</p>
        ) : (
          <ul className="-mx-2">
            {searches.map((search) => {
              const state = readSearchState(new URLSearchParams(search));
              return (
                <li key={search} className="flex items-center rounded-md pr-1 hover:bg-hover">
                  <button
                    type="button"
                    className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-left"
                    onClick={() => onSearch(state)}
                  >
                    <History aria-hidden className="size-3.5 shrink-0 text-quiet" />
                    <span className="truncate">{state.text}</span>
                    {state.mode === "exact" && (
                      <span className="shrink-0 text-quiet text-small">{messages.modes.exact}</span>
                    )}
                  </button>
                  <IconButton size="small" label={messages.forget(state.text)} onClick={() => forget(search)}>
                    <X aria-hidden />
                  </IconButton>
                </li>
              );
            })}
          </ul>
        )}
      </section>
      <SearchTips className="min-[1100px]:hidden" />
    </div>
  );
}

/** Where nothing can be found because nothing is there yet. */
export function NoRepositories() {
  const canAdd = usePermissions().can("repository.create");
  return (
    <EmptyState
      icon={<FolderSearch />}
      title={messages.emptyTitle}
      action={
        canAdd ? (
          <ButtonLink href="/repositories/new" variant="primary" size="large">
            {messages.addRepository}
          </ButtonLink>
        ) : undefined
      }
    >
      {canAdd ? messages.emptyBody : messages.emptyBodyReader}
    </EmptyState>
  );
}
