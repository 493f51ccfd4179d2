"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { documentMessages as messages } from "@/app/_messages/documents";
import { useTRPC } from "@/app/_trpc/client";
import { useToast } from "@/app/_ui/toast";
import { procedureProblem } from "../_session/procedure-problem";
import type { Item } from "./types";

/** Puts a folder or a document into another folder; null is the top. */
export function useMove() {
  const trpc = useTRPC();
  const toast = useToast();
  const refresh = useRefresh();
  const moveFolder = useMutation(trpc.folder.move.mutationOptions());
  const moveDocument = useMutation(trpc.document.move.mutationOptions());
  async function move(item: Item, folderId: string | null): Promise<void> {
    if (item.kind === "folder") await moveFolder.mutateAsync({ id: item.id, parentFolderId: folderId });
    else await moveDocument.mutateAsync({ id: item.id, folderId });
    await refresh();
    toast.show({ kind: "success", title: messages.moved(item.name) });
  }
  async function orTell(item: Item, folderId: string | null): Promise<void> {
    try {
      await move(item, folderId);
    } catch (error) {
      const description = procedureProblem(error).message;
      toast.show({ kind: "failure", title: messages.moveFailed, description });
    }
  }
  return { move, orTell };
}

/** Has the lists read again, but no document: one that was deleted would be asked for while its page is still shown. */
export function useRefreshLists() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.folder.tree.pathFilter()),
      queryClient.invalidateQueries(trpc.document.list.pathFilter()),
    ]);
}

/** Has everything about folders and documents read again. */
export function useRefresh() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.folder.pathFilter()),
      queryClient.invalidateQueries(trpc.document.pathFilter()),
    ]);
}
