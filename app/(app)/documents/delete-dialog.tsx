"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { documentMessages as messages } from "@/app/_messages/documents";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { useToast } from "@/app/_ui/toast";
import { procedureProblem } from "../_session/procedure-problem";
import type { Item } from "./types";
import { useRefresh, useRefreshLists } from "./use-move";

const UNDO_MS = 30_000;

type DeleteDialogProps = {
  item: Item;
  open: boolean;
  onClose: () => void;
  onDeleted: (() => void) | undefined;
};

/** Names what goes, deletes it, and offers to bring it back for half a minute. */
export function DeleteDialog({ item, open, onClose, onDeleted }: DeleteDialogProps) {
  const trpc = useTRPC();
  const refreshLists = useRefreshLists();
  const undo = useUndo();
  const deleteFolder = useMutation(trpc.folder.delete.mutationOptions());
  const deleteDocument = useMutation(trpc.document.delete.mutationOptions());
  const contents = useQuery(
    trpc.folder.contents.queryOptions(
      { id: item.id },
      { enabled: open && item.kind === "folder", staleTime: 0 },
    ),
  ).data;
  const body =
    item.kind === "document"
      ? messages.deleteDocumentBody
      : contents === undefined
        ? messages.deleteFolderCounting
        : messages.deleteFolderBody(contents.folders, contents.documents);
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onClose}
      title={messages.deleteTitle(item.name)}
      description={body}
      confirmLabel={messages.deleteConfirm}
      onConfirm={async () => {
        const remove = item.kind === "folder" ? deleteFolder : deleteDocument;
        const { deletionId } = await remove.mutateAsync({ id: item.id });
        onDeleted?.();
        await refreshLists();
        undo.offer(item.name, deletionId);
      }}
    />
  );
}

function useUndo() {
  const toast = useToast();
  const refresh = useRefresh();
  const undelete = useMutation(useTRPC().document.undelete.mutationOptions());
  async function bringBack(name: string, deletionId: string) {
    try {
      await undelete.mutateAsync({ deletionId });
      await refresh();
      toast.show({ kind: "success", title: messages.undone(name) });
    } catch (error) {
      const description = procedureProblem(error).message;
      toast.show({ kind: "failure", title: messages.undoFailed, description });
    }
  }
  return {
    offer(name: string, deletionId: string): void {
      toast.show({
        kind: "success",
        title: messages.deleted(name),
        timeoutMs: UNDO_MS,
        action: { label: messages.undo, onClick: () => void bringBack(name, deletionId) },
      });
    },
  };
}
