"use client";

import { useQuery } from "@tanstack/react-query";
import { FolderSearch, X } from "lucide-react";
import { searchMessages as messages } from "@/app/_messages/search";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { IconButton } from "@/app/_ui/icon-button";
import { ButtonLink } from "@/app/_ui/text-link";
import { usePermissions } from "../_session/session-provider";
import { useRecentSearches } from "./recent-searches";
import { repositoriesToChoose } from "./repositories-to-choose";

/** Before the first letter: what was looked for lately, and what can be written. */
export function SearchStart({ onSearch }: { onSearch: (href: string) => void }) {
  const trpc = useTRPC();
  const { can } = usePermissions();
  const { data } = useQuery(trpc.repository.list.queryOptions(repositoriesToChoose));
  const recent = useRecentSearches();
  if (data?.items.length === 0) {
    return (
      <EmptyState
        icon={<FolderSearch />}
        title={messages.emptyTitle}
        action={
          can("repository.create") ? (
            <ButtonLink href="/repositories/new" variant="primary">
              {messages.addRepository}
            </ButtonLink>
          ) : undefined
        }
      >
        {can("repository.create") ? messages.emptyBody : messages.emptyBodyReader}
      </EmptyState>
    );
  }
  return (
    <div className="grid max-w-3xl gap-8 pt-4 md:grid-cols-2">
      <section>
        <div className="mb-2 flex items-center justify-between">
          <h2 className="font-medium">{messages.recent}</h2>
          {recent.searches.length > 0 && (
            <Button size="small" variant="quiet" onClick={recent.clear}>
              {messages.clearRecent}
            </Button>
          )}
        </div>
        {recent.searches.length === 0 && <p className="text-quiet">{messages.noRecent}</p>}
        <ul>
          {recent.searches.map((search) => {
            const text = new URLSearchParams(search).get("q") ?? search;
            return (
              <li key={search} className="flex items-center gap-1">
                <button
                  type="button"
                  className="min-w-0 flex-1 truncate rounded-sm py-1 text-left hover:underline"
                  onClick={() => onSearch(search)}
                >
                  {text}
                </button>
                <IconButton
                  size="small"
                  variant="quiet"
                  label={messages.forget(text)}
                  onClick={() => recent.forget(search)}
                >
                  <X aria-hidden />
                </IconButton>
              </li>
            );
          })}
        </ul>
      </section>
      <section>
        <h2 className="mb-2 font-medium">{messages.tips}</h2>
        <dl className="flex flex-col gap-2">
          {messages.tipRows.map(({ example, meaning }) => (
            <div key={example}>
              <dt className="font-mono text-mono">{example}</dt>
              <dd className="text-quiet">{meaning}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-3 text-quiet">{messages.tipExact}</p>
      </section>
    </div>
  );
}
