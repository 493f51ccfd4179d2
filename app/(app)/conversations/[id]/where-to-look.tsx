"use client";

import { useQuery } from "@tanstack/react-query";
import { SquareLibrary } from "lucide-react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { Checkbox } from "@/app/_ui/checkbox";
import { cn } from "@/app/_ui/cn";
import { Popover } from "@/app/_ui/popover";
import { foldersToChoose } from "../../documents/folders-to-choose";
import { useRepositories } from "../../search/use-repositories";
import type { Context } from "./composer";
import { contextChip as chip } from "./context-chip";

type WhereToLookProps = {
  context: Context;
  onContext: (context: Context) => void;
  hasDocuments: boolean;
};

/** The repositories and the folders of documents that are looked through; none chosen means all. */
export function WhereToLook({ context, onContext, hasDocuments }: WhereToLookProps) {
  const repositories = useRepositories() ?? [];
  const tree = useQuery(useTRPC().folder.tree.queryOptions(undefined, { staleTime: 30_000 })).data;
  const folders = foldersToChoose(tree?.folders ?? [], undefined).map(({ value, label }) => ({
    id: value,
    name: label,
  }));
  const { repositoryIds = [], folderIds = [] } = context;
  const names = [
    ...repositories.filter(({ id }) => repositoryIds.includes(id)),
    ...folders.filter(({ id }) => folderIds.includes(id)),
  ].map(({ name }) => name);
  const isChosen = repositoryIds.length + folderIds.length > 0;
  return (
    <Popover
      title={messages.chooseRepositories}
      trigger={
        <button type="button" className={cn(chip, isChosen && "border-tint bg-tint text-tint-text")}>
          <SquareLibrary aria-hidden />
          <span className="truncate">
            {names.length > 0 ? names.join(", ") : hasDocuments ? messages.everything : messages.everywhere}
          </span>
        </button>
      }
    >
      <div className="flex max-h-60 flex-col gap-3 overflow-y-auto">
        {repositories.length === 0 && folders.length === 0 && (
          <p className="text-quiet">{messages.noRepositories}</p>
        )}
        <Choices
          label={messages.repositories}
          items={repositories}
          chosen={repositoryIds}
          showsLabel={folders.length > 0}
          onChange={(ids) => onContext({ ...context, repositoryIds: ids })}
        />
        <Choices
          label={messages.folders}
          items={folders}
          chosen={folderIds}
          showsLabel
          onChange={(ids) => onContext({ ...context, folderIds: ids })}
        />
      </div>
    </Popover>
  );
}

type ChoicesProps = {
  label: string;
  items: readonly { id: string; name: string }[];
  chosen: readonly string[];
  showsLabel: boolean;
  onChange: (ids: string[]) => void;
};

function Choices({ label, items, chosen, showsLabel, onChange }: ChoicesProps) {
  if (items.length === 0) return null;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className={showsLabel ? "mb-1 text-quiet text-small" : "sr-only"}>{label}</legend>
      {items.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          checked={chosen.includes(id)}
          onCheckedChange={(isChosen) =>
            onChange(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id))
          }
        />
      ))}
    </fieldset>
  );
}
