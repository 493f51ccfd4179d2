"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { repositoryMessages as messages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { useToast } from "@/app/_ui/toast";
import { usePermissions } from "../../_session/session-provider";
import { problemOf } from "../problem";
import type { Repository } from "../types";
import { ReindexDialog } from "./reindex-dialog";

export type Reindex = {
  allowed: boolean;
  isPending: boolean;
  /** Whether no new archive is needed: the last one is still there, or the source is a folder or git. */
  isAtOnce: boolean;
  /** Starts at once where that can be done, else asks for an archive. */
  start: () => void;
  /** Asks for a new archive, whatever is kept. */
  chooseArchive: () => void;
  dialog: ReactNode;
};

/** Brings a repository's index up to date: a folder or git is read again, an archive is asked for unless one is kept. */
export function useReindex({ id, name, sourceKind, run }: Repository): Reindex {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const [isChoosing, setIsChoosing] = useState(false);
  const index = useMutation(
    trpc.repository.index.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.repository.pathFilter()),
      onError: (error) =>
        toast.show({ kind: "failure", title: messages.reindexFailed, description: problemOf(error).message }),
    }),
  );
  const isKept = run !== null && run.status !== "completed" && run.uploadId !== null;
  const isAtOnce = sourceKind !== "upload" || isKept;
  return {
    allowed: usePermissions().can("repository.index"),
    isPending: index.isPending,
    isAtOnce,
    start: () => (isAtOnce ? index.mutate({ id }) : setIsChoosing(true)),
    chooseArchive: () => setIsChoosing(true),
    dialog: <ReindexDialog id={id} name={name} open={isChoosing} onOpenChange={setIsChoosing} />,
  };
}
