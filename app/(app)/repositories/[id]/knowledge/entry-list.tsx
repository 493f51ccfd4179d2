"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { BookOpen, SearchX } from "lucide-react";
import { useDeferredValue } from "react";
import { knowledgeMessages as messages } from "@/app/_messages/knowledge";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/empty-state";
import { EntryCard } from "./entry-card";
import { listInput } from "./list-input";
import type { Category } from "./types";

type EntryListProps = {
  repositoryId: string;
  entryId: string | undefined;
  searched: string;
  canWrite: boolean;
};

/** The entries by category, in the order in which the categories are always shown. */
export function EntryList({ repositoryId, entryId, searched, canWrite }: EntryListProps) {
  const trpc = useTRPC();
  // What was found before stays until the next answer is there.
  const wanted = useDeferredValue(searched);
  const { data } = useSuspenseQuery(trpc.knowledge.list.queryOptions(listInput(repositoryId, wanted)));
  const isSearch = wanted.trim() !== "";
  const wantsNamed = entryId !== undefined && !isSearch;
  const isListed = data.items.some(({ id }) => id === entryId);
  const named = useQuery(
    trpc.knowledge.get.queryOptions({ id: entryId ?? "" }, { enabled: wantsNamed && !isListed }),
  ).data;
  // One that the list is too short for is put where it belongs.
  const items =
    wantsNamed && !isListed && named?.repositoryId === repositoryId ? [...data.items, named] : data.items;
  if (items.length === 0) {
    return (
      <EmptyState
        icon={isSearch ? <SearchX /> : <BookOpen />}
        title={isSearch ? messages.nothingFoundTitle : messages.emptyTitle}
      >
        {isSearch ? messages.nothingFoundBody : messages.emptyBody}
      </EmptyState>
    );
  }
  const groups = (Object.keys(messages.categories) as Category[])
    .map((category) => ({ category, entries: items.filter((one) => one.category === category) }))
    .filter(({ entries }) => entries.length > 0);
  return (
    <div className="flex flex-col gap-6">
      {groups.map(({ category, entries }) => (
        <section key={category} aria-labelledby={`knowledge-${category}`} className="flex flex-col gap-2">
          <h2 id={`knowledge-${category}`} className="font-semibold text-quiet text-small">
            {messages.categories[category]}
          </h2>
          {entries.map((entry) => (
            <EntryCard key={entry.id} entry={entry} canWrite={canWrite} isNamed={entry.id === entryId} />
          ))}
        </section>
      ))}
    </div>
  );
}
