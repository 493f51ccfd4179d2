"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { SearchInput } from "@/app/_ui/search-input";
import { procedureProblem } from "../../_session/procedure-problem";

/** Finds a document by the characters of its name or of its folders, and pins it. */
export function PinDocument({ onPin }: { onPin: (id: string) => void }) {
  const [text, setText] = useState("");
  const asked = useDeferredValue(text.trim());
  const found = useQuery(
    useTRPC().document.find.queryOptions(
      { text: asked },
      { enabled: asked !== "", placeholderData: keepPreviousData },
    ),
  );
  const items = asked === "" ? [] : (found.data ?? []);
  return (
    <div className="flex flex-col gap-2">
      <SearchInput
        label={messages.addDocumentPlaceholder}
        placeholder={messages.addDocumentPlaceholder}
        value={text}
        maxLength={200}
        autoFocus
        onValueChange={setText}
      />
      <ul className="flex max-h-56 flex-col overflow-y-auto">
        {items.map(({ id, path }) => (
          <li key={id}>
            <button
              type="button"
              title={path}
              onClick={() => onPin(id)}
              className="w-full truncate rounded-sm px-2 py-1 text-left hover:bg-hover"
            >
              {path}
            </button>
          </li>
        ))}
      </ul>
      {found.isError && <p className="text-danger">{procedureProblem(found.error).message}</p>}
      {asked !== "" && found.isSuccess && items.length === 0 && (
        <p className="text-quiet">{messages.noDocuments}</p>
      )}
    </div>
  );
}
