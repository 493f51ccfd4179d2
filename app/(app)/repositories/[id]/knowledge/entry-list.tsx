"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { BookOpen, SearchX } from "lucide-react";
import { useDeferredValue } from "react";
import { knowledgeMessages as messages } from "@/app/_messages/knowledge";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/empty-state";
import { EntryCard } from "./entry-card";
import { listInput } from "./list-input";
import type { Category } from "./types";

type EntryListProps = { repositoryId: string; searched: string; canWrite: boolean };

/** The entries by category, in the order in which the categories are always shown. */
export function EntryList({ repositoryId, searched, canWrite }: EntryListProps) {
  const trpc = useTRPC();
  // What was found before stays until the next answer is there.
  const wanted = useDeferredValue(searched);
  const { data } = useSuspenseQuery(trpc.knowledge.list.queryOptions(listInput(repositoryId, wanted)));
  if (data.items.length === 0) {
    const isSearch = wanted.trim() !== "";
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
    .map((category) => ({ category, entries: data.items.filter((one) => one.category === category) }))
    .filter(({ entries }) => entries.length > 0);
  return (
    <div className="flex flex-col gap-6">
      {groups.map(({ category, entries }) => (
        <section key={category} aria-labelledby={`knowledge-${category}`} className="flex flex-col gap-2">
          <h2 id={`knowledge-${category}`} className="font-semibold text-quiet text-small">
            {messages.categories[category]}
          </h2>
          {entries.map((entry) => (
            <EntryCard key={entry.id} entry={entry} canWrite={canWrite} />
          ))}
        </section>
      ))}
    </div>
  );
}
