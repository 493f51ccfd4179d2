"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { Select } from "@/app/_ui/select";
import { PinPath } from "./pin-path";

type PinFileProps = {
  repositories: readonly { id: string; name: string }[];
  full: string | undefined;
  onPin: (file: { repositoryId: string; path: string }) => void;
};

/** Finds a file by the characters of its path and pins it. */
export function PinFile({ repositories, full, onPin }: PinFileProps) {
  const [repositoryId, setRepositoryId] = useState(repositories[0]?.id ?? "");
  const [text, setText] = useState("");
  const asked = useDeferredValue(text.trim());
  const { data, isSuccess, error } = useQuery(
    useTRPC().repository.file.find.queryOptions(
      { repositoryId, text: asked, page: 1, pageSize: 8 },
      { enabled: asked !== "", placeholderData: keepPreviousData },
    ),
  );
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
      <PinPath
        label={messages.addFilePlaceholder}
        text={text}
        onText={setText}
        found={{ data: data?.items, isSuccess, error }}
        nothing={messages.noFiles}
        onPin={({ path }) => onPin({ repositoryId, path })}
        full={full}
        isCode
      />
    </div>
  );
}
