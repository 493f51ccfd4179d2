"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, PencilLine, RotateCw, Settings2, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { gitMessages } from "@/app/_messages/git";
import { repositoryMessages as messages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { IconButton } from "@/app/_ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/app/_ui/menu";
import { useToast } from "@/app/_ui/toast";
import { useCommands } from "../../_frame/commands";
import { usePermissions } from "../../_session/session-provider";
import { isUnderWay } from "../_run/use-run";
import type { Repository, Run } from "../types";
import { RenameDialog } from "./rename-dialog";
import type { GitSettings } from "./use-git-settings";
import type { Reindex } from "./use-reindex";

type RepositoryActionsProps = {
  repository: Repository;
  run: Run | null;
  reindex: Reindex;
  gitSettings: GitSettings;
};

/** What can be done with a repository: as buttons, and in the palette. */
export function RepositoryActions({ repository, run, reindex, gitSettings }: RepositoryActionsProps) {
  const { can } = usePermissions();
  const [isRenaming, setIsRenaming] = useState(false);
  const [isDeleting, setIsDeleting] = useState(false);
  const canReindex = reindex.allowed && !isUnderWay(run);
  const canRename = can("repository.update");
  const canDelete = can("repository.delete");
  const group = repository.name;
  useCommands([
    ...(canReindex
      ? [
          {
            id: "repository.index",
            label: messages.reindexThis,
            group,
            icon: <RotateCw aria-hidden />,
            run: reindex.start,
          },
        ]
      : []),
    ...(gitSettings.allowed
      ? [
          {
            id: "repository.git",
            label: gitMessages.settingsThis,
            group,
            icon: <Settings2 aria-hidden />,
            run: gitSettings.open,
          },
        ]
      : []),
    ...(canRename
      ? [
          {
            id: "repository.rename",
            label: messages.renameThis,
            group,
            icon: <PencilLine aria-hidden />,
            run: () => setIsRenaming(true),
          },
        ]
      : []),
    ...(canDelete
      ? [
          {
            id: "repository.delete",
            label: messages.deleteThis,
            group,
            icon: <Trash2 aria-hidden />,
            run: () => setIsDeleting(true),
          },
        ]
      : []),
  ]);
  return (
    <>
      {canReindex && (
        <Button onClick={reindex.start} loading={reindex.isPending} className="max-sm:w-8 max-sm:px-0">
          <RotateCw aria-hidden />
          <span className="max-sm:sr-only">{messages.reindex}</span>
        </Button>
      )}
      {(canRename || canDelete) && (
        <Menu
          trigger={
            <IconButton label={messages.more}>
              <Ellipsis aria-hidden />
            </IconButton>
          }
        >
          {canRename && (
            <MenuItem icon={<PencilLine aria-hidden />} onClick={() => setIsRenaming(true)}>
              {messages.rename}
            </MenuItem>
          )}
          {gitSettings.allowed && (
            <MenuItem icon={<Settings2 aria-hidden />} onClick={gitSettings.open}>
              {gitMessages.settings}
            </MenuItem>
          )}
          {canRename && canDelete && <MenuSeparator />}
          {canDelete && (
            <MenuItem icon={<Trash2 aria-hidden />} danger onClick={() => setIsDeleting(true)}>
              {messages.delete}
            </MenuItem>
          )}
        </Menu>
      )}
      <RenameDialog repository={repository} open={isRenaming} onOpenChange={setIsRenaming} />
      <DeleteDialog repository={repository} open={isDeleting} onOpenChange={setIsDeleting} />
    </>
  );
}

type DeleteDialogProps = { repository: Repository; open: boolean; onOpenChange: (open: boolean) => void };

function DeleteDialog({ repository: { id, name, figures }, ...rest }: DeleteDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const remove = useMutation(trpc.repository.delete.mutationOptions());
  return (
    <ConfirmDialog
      {...rest}
      title={messages.deleteTitle(name)}
      description={messages.deleteBody(figures.files)}
      confirmLabel={messages.deleteConfirm}
      nameToType={name}
      onConfirm={async () => {
        await remove.mutateAsync({ id, name });
        router.replace("/repositories");
        // Not the deleted one itself: it would be asked for while this page is still shown.
        void queryClient.invalidateQueries(trpc.repository.list.pathFilter());
        toast.show({ kind: "success", title: messages.deleted(name) });
      }}
    />
  );
}
