import { FileArchive, Folder, GitBranch } from "lucide-react";
import { repositoryMessages } from "@/app/_messages/repositories";
import type { ListedRepository } from "./types";

const icons = { upload: FileArchive, folder: Folder, git: GitBranch };

/** Where a repository comes from, in a sign. */
export function SourceIcon({ kind }: { kind: ListedRepository["sourceKind"] }) {
  const Icon = icons[kind];
  return (
    <span title={repositoryMessages.sources[kind]} className="mt-0.5 shrink-0 text-quiet">
      <Icon aria-hidden className="size-4" />
      <span className="sr-only">{repositoryMessages.sources[kind]}</span>
    </span>
  );
}
