"use client";

import { CaseSensitive, ChevronsUpDown, Regex, WholeWord, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { languageNames, searchMessages as messages } from "@/app/_messages/search";
import { Button } from "@/app/_ui/button";
import { cn } from "@/app/_ui/cn";
import { Input } from "@/app/_ui/input";
import { Popover } from "@/app/_ui/popover";
import { SegmentedControl } from "@/app/_ui/segmented-control";
import { Select } from "@/app/_ui/select";
import { repositoriesToChoose } from "./repositories-to-choose";
import { hasMenuFilters, kindOf, noMenuFilters, type SearchState } from "./search-state";
import { Toggle } from "./toggle";
import { useRepositories } from "./use-repositories";
import type { useResults } from "./use-results";

type FilterBarProps = {
  state: SearchState;
  onChange: (changes: Partial<SearchState>) => void;
  results: ReturnType<typeof useResults>;
  hasQuestion: boolean;
};

const any = "any";

/** Of a filter: quiet while it lets everything through. */
const menuLook = (isChosen: boolean) =>
  cn(
    "h-6 w-auto max-w-44 gap-1.5 rounded-sm bg-panel px-2 pr-1.5 text-small shadow-none",
    isChosen
      ? "border-tint bg-tint font-medium text-tint-text [&_svg]:text-tint-text"
      : "text-quiet hover:text-text",
  );

/** How to search and where, and how much was found. */
export function FilterBar({ state, onChange, results, hasQuestion }: FilterBarProps) {
  const repositories = useRepositories() ?? [];
  return (
    <div className="mt-2.5 flex flex-wrap items-center gap-1.5">
      <SegmentedControl
        label={messages.mode}
        options={[
          { value: "hybrid", label: messages.modes.hybrid },
          { value: "exact", label: messages.modes.exact },
        ]}
        value={state.mode}
        onValueChange={(mode) => onChange({ mode })}
      />
      {state.mode === "exact" && (
        <>
          <Toggle
            label={messages.matchCase}
            pressed={state.caseSensitive}
            onPressedChange={(caseSensitive) => onChange({ caseSensitive })}
          >
            <CaseSensitive aria-hidden />
          </Toggle>
          <Toggle
            label={messages.wholeWord}
            pressed={state.wholeWord}
            onPressedChange={(wholeWord) => onChange({ wholeWord })}
          >
            <WholeWord aria-hidden />
          </Toggle>
          <Toggle
            label={messages.regex}
            pressed={state.regex}
            onPressedChange={(regex) => onChange({ regex })}
          >
            <Regex aria-hidden />
          </Toggle>
        </>
      )}
      <Select
        aria-label={messages.kind}
        className={menuLook(state.kind !== undefined)}
        options={[
          { value: any, label: messages.anyKind },
          { value: "file", label: messages.kinds.file },
          { value: "document", label: messages.kinds.document },
          { value: "knowledge", label: messages.kinds.knowledge },
        ]}
        value={state.kind ?? any}
        onValueChange={(kind) => onChange({ kind: kindOf(kind) })}
      />
      <Select
        aria-label={messages.repository}
        className={menuLook(state.repositoryId !== undefined)}
        options={repositoryOptions(repositories, state.repositoryId)}
        value={state.repositoryId ?? any}
        onValueChange={(id) => onChange({ repositoryId: id === any ? undefined : id })}
      />
      <Select
        aria-label={messages.language}
        className={menuLook(state.language !== undefined)}
        options={languageOptions(state.language)}
        value={state.language ?? any}
        onValueChange={(language) => onChange({ language: language === any ? undefined : language })}
      />
      <PathFilter path={state.path} onChange={(path) => onChange({ path })} />
      {hasMenuFilters(state) && (
        <Button size="small" variant="quiet" onClick={() => onChange(noMenuFilters)}>
          <X aria-hidden />
          {messages.removeFilters}
        </Button>
      )}
      <p className="ml-auto text-faint text-small tabular-nums" role="status">
        {hasQuestion && results.first
          ? messages.count(results.first.total, results.first.tookMs)
          : hasQuestion && results.isFetching
            ? messages.searching
            : ""}
      </p>
    </div>
  );
}

function repositoryOptions(
  repositories: readonly { id: string; name: string }[],
  chosen: string | undefined,
) {
  const isListed = chosen === undefined || repositories.some(({ id }) => id === chosen);
  const isCut = repositories.length === repositoriesToChoose.pageSize;
  return [
    { value: any, label: messages.anyRepository },
    ...repositories.map(({ id, name }) => ({ value: id, label: name })),
    ...(isListed ? [] : [{ value: chosen, label: messages.otherRepository }]),
    ...(isCut ? [{ value: "more", label: messages.moreRepositories, disabled: true }] : []),
  ];
}

function languageOptions(chosen: string | undefined) {
  const isListed = chosen === undefined || chosen in languageNames;
  return [
    { value: any, label: messages.anyLanguage },
    ...Object.entries(languageNames).map(([value, label]) => ({ value, label })),
    // Written into the address by hand: what the index calls it is all that is known of it.
    ...(isListed ? [] : [{ value: chosen, label: chosen }]),
  ];
}

function PathFilter({
  path,
  onChange,
}: {
  path: string | undefined;
  onChange: (path: string | undefined) => void;
}) {
  const [isOpen, setIsOpen] = useState(false);
  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const value = String(new FormData(event.currentTarget).get("path") ?? "").trim();
    onChange(value === "" ? undefined : value);
    setIsOpen(false);
  }
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      title={messages.pathLabel}
      trigger={
        <button type="button" className={cn("inline-flex items-center border", menuLook(path !== undefined))}>
          <span className="truncate">{path ?? messages.anyPath}</span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 opacity-80" />
        </button>
      }
    >
      <form onSubmit={apply} className="flex w-64 flex-col gap-2">
        <Input name="path" aria-label={messages.pathLabel} defaultValue={path ?? ""} />
        <p className="text-quiet text-small">{messages.pathHint}</p>
        <Button type="submit" size="small" variant="primary">
          {messages.apply}
        </Button>
      </form>
    </Popover>
  );
}
