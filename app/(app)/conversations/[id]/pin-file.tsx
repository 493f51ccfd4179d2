"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { SearchInput } from "@/app/_ui/search-input";
import { Select } from "@/app/_ui/select";

type PinFileProps = {
  repositories: readonly { id: string; name: string }[];
  onPin: (file: { repositoryId: string; path: string }) => void;
};

/** Finds a file by the characters of its path and pins it. */
export function PinFile({ repositories, onPin }: PinFileProps) {
  const [repositoryId, setRepositoryId] = useState(repositories[0]?.id ?? "");
  const [text, setText] = useState("");
  const asked = useDeferredValue(text.trim());
  const found = useQuery(
    useTRPC().repository.file.find.queryOptions(
      { repositoryId, text: asked, page: 1, pageSize: 8 },
      { enabled: asked !== "", placeholderData: keepPreviousData },
    ),
  );
  const items = asked === "" ? [] : (found.data?.items ?? []);
  return (
    <div className="flex flex-col gap-2">
      {repositories.length > 1 && (
        <Select
          aria-label={messages.repositories}
          options={repositories.map(({ id, name }) => ({ value: id, label: name }))}
          value={repositoryId}
          onValueChange={setRepositoryId}
        />
      )}
      <SearchInput
        label={messages.addFilePlaceholder}
        placeholder={messages.addFilePlaceholder}
        value={text}
        maxLength={200}
        autoFocus
        onValueChange={setText}
      />
      <ul className="flex max-h-56 flex-col overflow-y-auto">
        {items.map(({ path }) => (
          <li key={path}>
            <button
              type="button"
              title={path}
              onClick={() => onPin({ repositoryId, path })}
              className="w-full truncate rounded-sm px-2 py-1 text-left font-mono text-mono hover:bg-hover"
            >
              {path}
            </button>
          </li>
        ))}
      </ul>
      {asked !== "" && found.isSuccess && items.length === 0 && (
        <p className="text-quiet">{messages.noFiles}</p>
      )}
    </div>
  );
}
