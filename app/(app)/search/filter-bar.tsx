"use client";

import { useQuery } from "@tanstack/react-query";
import { CaseSensitive, WholeWord, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { languageNames, searchMessages as messages } from "@/app/_messages/search";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Input } from "@/app/_ui/input";
import { Popover } from "@/app/_ui/popover";
import { SegmentedControl } from "@/app/_ui/segmented-control";
import { Select } from "@/app/_ui/select";
import { repositoriesToChoose } from "./repositories-to-choose";
import type { SearchState } from "./search-state";
import { Toggle } from "./toggle";
import type { useResults } from "./use-results";

type FilterBarProps = {
  state: SearchState;
  onChange: (changes: Partial<SearchState>) => void;
  results: ReturnType<typeof useResults>;
  hasQuestion: boolean;
};

const any = "any";

/** How to search and where, and how much was found. */
export function FilterBar({ state, onChange, results, hasQuestion }: FilterBarProps) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.repository.list.queryOptions(repositoriesToChoose));
  const repositories = data?.items ?? [];
  const hasFilters =
    state.repositoryId !== undefined || state.path !== undefined || state.language !== undefined;
  return (
    <div className="mt-2 mb-3 flex flex-wrap items-center gap-1.5">
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
        </>
      )}
      <Select
        aria-label={messages.repository}
        className="h-6 w-auto max-w-44 px-2 text-small shadow-none"
        options={[
          { value: any, label: messages.anyRepository },
          ...repositories.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={state.repositoryId ?? any}
        onValueChange={(id) => onChange({ repositoryId: id === any ? undefined : id })}
      />
      <Select
        aria-label={messages.language}
        className="h-6 w-auto max-w-40 px-2 text-small shadow-none"
        options={[
          { value: any, label: messages.anyLanguage },
          ...Object.entries(languageNames).map(([value, label]) => ({ value, label })),
        ]}
        value={state.language ?? any}
        onValueChange={(language) => onChange({ language: language === any ? undefined : language })}
      />
      <PathFilter path={state.path} onChange={(path) => onChange({ path })} />
      {hasFilters && (
        <Button
          size="small"
          variant="quiet"
          onClick={() => onChange({ repositoryId: undefined, path: undefined, language: undefined })}
        >
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
        <Button size="small" variant="secondary" className="max-w-52 truncate">
          {path === undefined ? messages.path : `${messages.path}: ${path}`}
        </Button>
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
