"use client";

import { Eraser, TextSearch } from "lucide-react";
import { useRouter } from "next/navigation";
import { searchMessages as messages } from "@/app/_messages/search";
import { useCommands } from "../_frame/commands";
import { useShortcut } from "../_frame/keys";
import { expressionProblem } from "./expression-problem";
import { FilterBar } from "./filter-bar";
import { PreviewPane } from "./preview-pane";
import { useRecentSearches } from "./recent-searches";
import { resultHref } from "./result-href";
import { ResultList } from "./result-list";
import { RunningLine } from "./running-line";
import { SearchBox } from "./search-box";
import { NoRepositories, SearchStart } from "./search-start";
import { hasMenuFilters, noMenuFilters, type SearchState, writeSearchState } from "./search-state";
import { SearchTips } from "./search-tips";
import { useHasDocuments } from "./use-has-documents";
import { useLatest } from "./use-latest";
import { useRepositories } from "./use-repositories";
import { useResults } from "./use-results";
import { useSearchState } from "./use-search-state";
import { useSelection } from "./use-selection";

/** The search field, its filters, the results and a preview of the selected one. */
export function SearchScreen() {
  const router = useRouter();
  const search = useSearchState();
  const { state } = search;
  const results = useResults(state);
  const repositories = useRepositories();
  const hasDocuments = useHasDocuments();
  const { remember } = useRecentSearches();
  const hasQuestion = state.text.trim() !== "";
  // What is wrong was said of the text in the address, which the field runs ahead of.
  const isTyping = search.text.trim() !== state.text.trim();
  const { selected, move } = useSelection(search, results, hasQuestion);

  function change(changes: Partial<SearchState>) {
    const next = search.commit(changes);
    if (next.text.trim() !== "") remember(writeSearchState({ ...next, at: undefined }));
  }
  // The links' own part of opening: what waits is written before the navigation begins.
  const leave = useLatest(() => {
    search.flush();
    remember(writeSearchState({ ...state, at: undefined }));
  });
  const select = useLatest(search.select);
  function onFinish() {
    // Enter finishes what is being written; pressed again, it opens the selected result.
    if (search.isDraft || selected === undefined || results.isPlaceholderData) {
      change({});
      return;
    }
    leave();
    router.push(resultHref(selected));
  }

  useShortcut("j", () => move(1, "focus"), { label: messages.nextResult, group: messages.group });
  useShortcut("k", () => move(-1, "focus"), { label: messages.previousResult, group: messages.group });
  useCommands([
    {
      id: "search.mode",
      label: state.mode === "exact" ? messages.tryHybrid : messages.tryExact,
      group: messages.group,
      icon: <TextSearch aria-hidden />,
      run: () => change({ mode: state.mode === "exact" ? "hybrid" : "exact" }),
    },
    ...(hasMenuFilters(state)
      ? [
          {
            id: "search.filters",
            label: messages.removeFilters,
            group: messages.group,
            icon: <Eraser aria-hidden />,
            run: () => change(noMenuFilters),
          },
        ]
      : []),
  ]);

  return (
    <div className="flex h-full min-h-0">
      <div className="flex min-w-0 flex-1 flex-col">
        {/* On a phone the field scrolls away with the rest: there is no room to keep it. */}
        <div className="flex min-h-0 flex-1 flex-col max-md:overflow-y-auto">
          <div className="px-3 pt-4 pb-3 md:px-5">
            <SearchBox
              text={search.text}
              onType={search.type}
              onFinish={onFinish}
              onMove={(by) => move(by, "stay")}
              busy={hasQuestion && results.isFetching}
              problem={hasQuestion && !isTyping ? expressionProblem(results.error) : undefined}
            />
            <FilterBar state={state} onChange={change} results={results} hasQuestion={hasQuestion} />
          </div>
          <div
            data-results
            className="flex-1 px-3 pb-4 max-md:flex-none md:min-h-0 md:overflow-y-auto md:px-5 md:pt-px"
          >
            {repositories?.length === 0 && hasDocuments === false ? (
              <NoRepositories />
            ) : hasQuestion ? (
              <ResultList
                state={state}
                results={results}
                selectedId={selected?.id}
                showsRepository={(repositories?.length ?? 0) > 1}
                onSelect={select}
                onOpen={leave}
                onMove={(by) => move(by, "focus")}
                onChange={change}
              />
            ) : (
              <SearchStart onSearch={change} />
            )}
          </div>
        </div>
        <RunningLine />
      </div>
      <PreviewPane result={selected} isLoading={hasQuestion && results.isLoading} onOpen={leave}>
        <SearchTips />
      </PreviewPane>
    </div>
  );
}
