"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { PinPath } from "./pin-path";

type PinDocumentProps = { full: string | undefined; onPin: (id: string) => void };

/** Finds a document by the characters of its name or of its folders, and pins it. */
export function PinDocument({ full, onPin }: PinDocumentProps) {
  const [text, setText] = useState("");
  const asked = useDeferredValue(text.trim());
  const { data, isSuccess, error } = useQuery(
    useTRPC().document.find.queryOptions(
      { text: asked },
      { enabled: asked !== "", placeholderData: keepPreviousData },
    ),
  );
  return (
    <div className="flex flex-col gap-2">
      <PinPath
        label={messages.addDocumentPlaceholder}
        text={text}
        onText={setText}
        found={{ data, isSuccess, error }}
        nothing={messages.noDocuments}
        onPin={({ id }) => onPin(id)}
        full={full}
      />
    </div>
  );
}
