"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { CopyButton } from "@/app/_ui/copy-button";
import { IconButton } from "@/app/_ui/icon-button";
import { Textarea } from "@/app/_ui/textarea";
import { useToast } from "@/app/_ui/toast";
import { procedureProblem } from "../../_session/procedure-problem";
import { useSession } from "../../_session/session-provider";
import { BranchPager } from "./branch-pager";
import { newKey } from "./new-key";
import type { Message } from "./types";

type QuestionProps = { message: Message; canWrite: boolean; onBranch: (id: string | undefined) => void };

/** What a person asked. Asked otherwise, it stands beside the first with an answer of its own. */
export function Question({ message, canWrite, onBranch }: QuestionProps) {
  const [isEditing, setIsEditing] = useState(false);
  const isMine = useSession().person.id === message.userId;
  if (isEditing)
    return (
      <EditQuestion
        message={message}
        onDone={(id) => {
          setIsEditing(false);
          if (id !== undefined) onBranch(id);
        }}
      />
    );
  return (
    <div className="group/message relative flex flex-col items-end gap-1">
      {!isMine && <p className="text-quiet text-small">{message.authorName ?? messages.by(null)}</p>}
      <Bubble text={message.text} />
      {/* Between the question and its answer, so that it takes no room of its own. */}
      <div className="absolute top-full right-0 flex h-6 items-center gap-0.5">
        <BranchPager id={message.id} siblingIds={message.siblingIds} onBranch={onBranch} />
        <div className="flex opacity-0 transition-opacity focus-within:opacity-100 group-hover/message:opacity-100 pointer-coarse:opacity-100">
          <CopyButton text={message.text} label={messages.copyQuestion} />
          {canWrite && isMine && (
            <IconButton size="small" label={messages.edit} onClick={() => setIsEditing(true)}>
              <Pencil aria-hidden />
            </IconButton>
          )}
        </div>
      </div>
    </div>
  );
}

/** The words of a question, as they were written. */
export function Bubble({ text }: { text: string }) {
  return (
    <p className="wrap-anywhere ml-8 max-w-[85%] self-end whitespace-pre-wrap rounded-lg rounded-br-xs border border-line bg-sidebar px-3.5 py-2.5">
      {text}
    </p>
  );
}
function EditQuestion({ message, onDone }: { message: Message; onDone: (id: string | undefined) => void }) {
  const [text, setText] = useState(message.text);
  const key = useRef(newKey());
  const toast = useToast();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const edit = useMutation(
    trpc.message.edit.mutationOptions({
      onSuccess: async ({ messageId }) => {
        await queryClient.invalidateQueries(trpc.message.pathFilter());
        onDone(messageId);
      },
      onError: (error) =>
        toast.show({
          kind: "failure",
          title: messages.notSent,
          description: procedureProblem(error).message,
        }),
    }),
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    if (text.trim() !== "" && !edit.isPending)
      edit.mutate({ messageId: message.id, text, clientKey: key.current });
  }
  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && onDone(undefined)}
      className="flex flex-col gap-2"
    >
      <Textarea
        aria-label={messages.editLabel}
        value={text}
        maxLength={20_000}
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex justify-end gap-2">
        <Button size="small" onClick={() => onDone(undefined)}>
          {messages.cancel}
        </Button>
        <Button
          size="small"
          variant="primary"
          type="submit"
          loading={edit.isPending}
          disabled={text.trim() === ""}
        >
          {messages.sendEdited}
        </Button>
      </div>
    </form>
  );
}
