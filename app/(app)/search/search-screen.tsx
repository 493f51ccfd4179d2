"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { searchMessages as messages } from "@/app/_messages/search";
import { useShortcut } from "../_frame/keys";
import { fileAddress } from "./file-address";
import { FilterBar } from "./filter-bar";
import { PreviewPane } from "./preview-pane";
import { useRecentSearches } from "./recent-searches";
import { ResultList } from "./result-list";
import { SearchBox } from "./search-box";
import { SearchStart } from "./search-start";
import { writeSearchState } from "./search-state";
import { useResults } from "./use-results";
import { useSearchState } from "./use-search-state";

/** The search field, its filters, the results and a preview of the selected one. */
export function SearchScreen() {
  const router = useRouter();
  const search = useSearchState();
  const results = useResults(search.state);
  const { remember } = useRecentSearches();
  const { items } = results;
  const hasQuestion = search.state.text.trim() !== "";
  const selected = items.find((item) => item.id === search.state.at) ?? items[0];

  const move = (by: 1 | -1) => {
    const at = items.findIndex((item) => item.id === selected?.id) + by;
    const next = items[Math.max(0, Math.min(items.length - 1, at))];
    if (next) search.select(next.id);
  };
  const open = () => {
    if (!selected) return;
    remember(writeSearchState({ ...search.state, at: undefined }));
    router.push(fileAddress(selected));
  };
  useShortcut("j", () => move(1), { label: messages.nextResult, group: messages.group });
  useShortcut("k", () => move(-1), { label: messages.previousResult, group: messages.group });

  useEffect(() => {
    if (search.state.at !== undefined)
      document.getElementById(`result-${search.state.at}`)?.scrollIntoView({ block: "nearest" });
  }, [search.state.at]);

  return (
    <div className="flex h-full min-h-0">
      <div className="flex min-w-0 flex-1 flex-col overflow-y-auto px-3 py-4 md:px-5">
        <SearchBox
          text={search.text}
          onType={search.type}
          onFinish={() => {
            // Enter finishes what is being written; pressed again, it opens the selected result.
            if (search.isDraft || !selected) {
              search.commit();
              if (search.text.trim() !== "")
                remember(writeSearchState({ ...search.state, text: search.text, at: undefined }));
            } else open();
          }}
          onMove={move}
          busy={results.isFetching}
        />
        <FilterBar
          state={search.state}
          onChange={search.commit}
          results={results}
          hasQuestion={hasQuestion}
        />
        {hasQuestion ? (
          <ResultList
            results={results}
            selectedId={selected?.id}
            onSelect={search.select}
            onChange={search.commit}
            state={search.state}
          />
        ) : (
          <SearchStart onSearch={(href) => router.push(`/search${href}`)} />
        )}
      </div>
      {hasQuestion && selected && <PreviewPane result={selected} />}
    </div>
  );
}
