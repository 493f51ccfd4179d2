"use client";

import { FileCode, Plus, SquareLibrary, X } from "lucide-react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { Checkbox } from "@/app/_ui/checkbox";
import { cn } from "@/app/_ui/cn";
import { Popover } from "@/app/_ui/popover";
import { useRepositories } from "../../search/use-repositories";
import type { Context } from "./composer";
import { contextChip as chip } from "./context-chip";
import { PinFile } from "./pin-file";

/** Where the assistant looks: repositories (none chosen means all) and files it always gets. */
export function ContextChips({
  context,
  onContext,
}: {
  context: Context;
  onContext: (context: Context) => void;
}) {
  const repositories = useRepositories() ?? [];
  const chosen = context.repositoryIds ?? [];
  const files = context.files ?? [];
  const names = repositories.filter(({ id }) => chosen.includes(id)).map(({ name }) => name);

  function toggle(id: string, isChosen: boolean) {
    const repositoryIds = isChosen ? [...chosen, id] : chosen.filter((one) => one !== id);
    onContext({ ...context, repositoryIds });
  }

  return (
    <>
      <Popover
        title={messages.chooseRepositories}
        trigger={
          <button
            type="button"
            className={cn(chip, chosen.length > 0 && "border-tint bg-tint text-tint-text")}
          >
            <SquareLibrary aria-hidden />
            <span className="truncate">{names.length > 0 ? names.join(", ") : messages.everywhere}</span>
          </button>
        }
      >
        <div className="flex max-h-60 flex-col gap-2 overflow-y-auto">
          {repositories.length === 0 && <p className="text-quiet">{messages.noRepositories}</p>}
          {repositories.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={chosen.includes(id)}
              onCheckedChange={(isChosen) => toggle(id, isChosen)}
            />
          ))}
        </div>
      </Popover>
      {files.map((file) => (
        <button
          key={`${file.repositoryId} ${file.path}`}
          type="button"
          title={file.path}
          aria-label={messages.unpinFile(file.path)}
          className={chip}
          onClick={() => onContext({ ...context, files: files.filter((one) => one !== file) })}
        >
          <FileCode aria-hidden />
          <span className="truncate">{file.path.slice(file.path.lastIndexOf("/") + 1)}</span>
          <X aria-hidden />
        </button>
      ))}
      {files.length < 20 && repositories.length > 0 && (
        <Popover
          title={messages.addFile}
          trigger={
            <button type="button" className={chip}>
              <Plus aria-hidden />
              {messages.context}
            </button>
          }
        >
          <PinFile
            repositories={repositories}
            onPin={(file) => {
              const isThere = files.some(
                (one) => one.path === file.path && one.repositoryId === file.repositoryId,
              );
              if (!isThere) onContext({ ...context, files: [...files, file] });
            }}
          />
        </Popover>
      )}
    </>
  );
}
