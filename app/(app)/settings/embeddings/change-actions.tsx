"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useState } from "react";
import { embeddingMessages as messages } from "@/app/_messages/embeddings";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { useToast } from "@/app/_ui/toast";
import { procedureProblem } from "../../_session/procedure-problem";

/** Begins the change to the configured model. */
export function StartChange({ label }: { label: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const start = useMutation(
    trpc.embedding.retry.mutationOptions({
      onSuccess: () => toast.show({ kind: "success", title: messages.started }),
      onError: (error) =>
        toast.show({
          kind: "failure",
          title: messages.startFailed,
          description: procedureProblem(error).message,
        }),
      onSettled: () => queryClient.invalidateQueries(trpc.embedding.pathFilter()),
    }),
  );
  return (
    <Button size="small" loading={start.isPending} onClick={() => start.mutate()}>
      <RotateCw aria-hidden />
      {label}
    </Button>
  );
}

/** Ends the change under way, once it is clear what goes with it. */
export function CancelChange({ done }: { done: number }) {
  const [isOpen, setIsOpen] = useState(false);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const cancel = useMutation(trpc.embedding.cancel.mutationOptions());
  return (
    <>
      <Button size="small" onClick={() => setIsOpen(true)}>
        {messages.cancel}
      </Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title={messages.cancelTitle}
        description={messages.cancelBody(done)}
        confirmLabel={messages.cancelConfirm}
        onConfirm={async () => {
          await cancel.mutateAsync();
          toast.show({ kind: "success", title: messages.cancelled });
          await queryClient.invalidateQueries(trpc.embedding.pathFilter());
        }}
      />
    </>
  );
}
