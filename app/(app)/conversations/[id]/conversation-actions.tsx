"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download, Ellipsis, Lock, PencilLine, Pin, PinOff, Trash2, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { IconButton } from "@/app/_ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/app/_ui/menu";
import { useToast } from "@/app/_ui/toast";
import { procedureProblem } from "../../_session/procedure-problem";
import { usePermissions, useSession } from "../../_session/session-provider";
import { saveFile } from "../../usage/save-file";
import { RenameConversation } from "./rename-conversation";
import type { Conversation } from "./types";

/** What can be done with a conversation: most of it by its author alone. */
export function ConversationActions({ conversation }: { conversation: Conversation }) {
  const { id, title, audience, pinnedAt } = conversation;
  const [open, setOpen] = useState<"rename" | "share" | "delete">();
  const isAuthor = useSession().person.id === conversation.userId;
  const canChange = usePermissions().can("conversation.write") && isAuthor;
  const isShared = audience === "organization";
  const act = useActions(id);
  const toggle = (name: typeof open) => (isOpen: boolean) => setOpen(isOpen ? name : undefined);
  return (
    <>
      {canChange && (
        <Button onClick={() => setOpen("share")} className="max-sm:w-8 max-sm:px-0">
          {isShared ? <Lock aria-hidden /> : <Users aria-hidden />}
          <span className="max-sm:sr-only">{isShared ? messages.unshare : messages.share}</span>
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label={messages.actions}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {canChange && (
          <>
            <MenuItem icon={<PencilLine aria-hidden />} onClick={() => setOpen("rename")}>
              {messages.rename}
            </MenuItem>
            <MenuItem
              icon={pinnedAt === null ? <Pin aria-hidden /> : <PinOff aria-hidden />}
              onClick={() => act.pin(pinnedAt === null)}
            >
              {pinnedAt === null ? messages.pin : messages.unpin}
            </MenuItem>
          </>
        )}
        <MenuItem icon={<Download aria-hidden />} onClick={() => act.save("markdown")}>
          {messages.exportMarkdown}
        </MenuItem>
        <MenuItem icon={<Download aria-hidden />} onClick={() => act.save("json")}>
          {messages.exportJson}
        </MenuItem>
        {canChange && (
          <>
            <MenuSeparator />
            <MenuItem icon={<Trash2 aria-hidden />} danger onClick={() => setOpen("delete")}>
              {messages.delete}
            </MenuItem>
          </>
        )}
      </Menu>
      <RenameConversation
        conversation={{ id, title: title ?? "" }}
        open={open === "rename"}
        onOpenChange={toggle("rename")}
      />
      <ConfirmDialog
        open={open === "share"}
        onOpenChange={toggle("share")}
        title={isShared ? messages.unshareTitle : messages.shareTitle}
        description={isShared ? messages.unshareBody : messages.shareBody}
        confirmLabel={isShared ? messages.unshare : messages.share}
        danger={false}
        onConfirm={() => act.share(!isShared)}
      />
      <ConfirmDialog
        open={open === "delete"}
        onOpenChange={toggle("delete")}
        title={messages.deleteTitle(title ?? messages.untitled)}
        description={messages.deleteBody}
        confirmLabel={messages.delete}
        onConfirm={act.remove}
      />
    </>
  );
}

function useActions(id: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const refresh = () => queryClient.invalidateQueries(trpc.conversation.pathFilter());
  const onError = (error: Parameters<typeof procedureProblem>[0]) =>
    toast.show({
      kind: "failure",
      title: messages.failedAction,
      description: procedureProblem(error).message,
    });
  const pin = useMutation(trpc.conversation.pin.mutationOptions({ onSuccess: refresh, onError }));
  const share = useMutation(trpc.conversation.share.mutationOptions());
  const remove = useMutation(trpc.conversation.delete.mutationOptions());
  const exported = useMutation(
    trpc.conversation.export.mutationOptions({
      onSuccess: ({ fileName, content, mimeType }) => saveFile(fileName, content, mimeType),
      onError,
    }),
  );
  return {
    pin: (isPinned: boolean) => pin.mutate({ id, isPinned }),
    save: (format: "markdown" | "json") => exported.mutate({ id, format }),
    async share(isShared: boolean) {
      await share.mutateAsync({ id, with: isShared ? "organization" : "nobody" });
      await refresh();
    },
    async remove() {
      await remove.mutateAsync({ id });
      router.push("/conversations");
      toast.show({ kind: "success", title: messages.deleted });
      // Only the list: the conversation itself is still on screen for a moment.
      await queryClient.invalidateQueries(trpc.conversation.list.pathFilter());
    },
  };
}
