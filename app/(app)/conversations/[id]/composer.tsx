"use client";

import { ArrowUp, ListChecks, Square } from "lucide-react";
import { type FormEvent, type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { IconButton } from "@/app/_ui/icon-button";
import { useToast } from "@/app/_ui/toast";
import { procedureProblem } from "../../_session/procedure-problem";
import { ContextChips } from "./context-chips";
import { useDraft } from "./use-draft";
import { useStop } from "./use-stop";

export type Context = {
  repositoryIds?: string[] | undefined;
  files?: { repositoryId: string; path: string }[] | undefined;
  folderIds?: string[] | undefined;
  documentIds?: string[] | undefined;
};

/** What is about to be asked: an answer, or a plan. */
export type Draft = { text: string; context: Context; wants: "answer" | "plan" };

const LONGEST = 20_000;

type ComposerProps = {
  /** Its id, or `new`: what is written is kept for it until it is sent. */
  conversationId: string;
  placeholder: string;
  /** Where the conversation looked last. */
  context?: Context | undefined;
  /** Stands behind the context. */
  modelChoice?: ReactNode;
  /** The request under way, which can be stopped. */
  running?: { id: string; isStopping: boolean } | undefined;
  isAutoFocused?: boolean | undefined;
  /** Rejects when it was not sent: the text stays then. */
  onSend: (draft: Draft) => Promise<void>;
};

/** Where a question is written: Enter sends, Shift and Enter begins a line. What could not be sent stays. */
export function Composer({
  conversationId,
  placeholder,
  context: given = {},
  modelChoice,
  running,
  isAutoFocused,
  onSend,
}: ComposerProps) {
  const id = useId();
  const [isSending, setIsSending] = useState(false);
  const draft = useDraft({ conversationId, context: given, isSending });
  const { text, setText, context, setContext } = draft;
  const field = useRef<HTMLTextAreaElement>(null);
  const toast = useToast();
  const isEmpty = text.trim() === "";

  async function send(wants: Draft["wants"]) {
    if (isEmpty || isSending) return;
    setIsSending(true);
    setText("");
    try {
      await onSend({ text: text.trim(), context, wants });
      draft.forget();
    } catch (error) {
      // Whatever was typed meanwhile stays behind it.
      setText((typed) => (typed.trim() === "" ? text : `${text}\n${typed}`));
      toast.show({ kind: "failure", title: messages.notSent, description: procedureProblem(error).message });
    } finally {
      setIsSending(false);
      field.current?.focus();
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send("answer");
  }

  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send("answer");
      }}
      className="rounded-lg border border-line bg-panel shadow-raised focus-within:border-control"
    >
      <label htmlFor={id} className="sr-only">
        {messages.question}
      </label>
      <textarea
        id={id}
        ref={field}
        value={text}
        rows={1}
        maxLength={LONGEST}
        placeholder={placeholder}
        // biome-ignore lint/a11y/noAutofocus: an empty conversation is there to be written in.
        autoFocus={isAutoFocused}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content block max-h-60 min-h-10 w-full resize-none bg-transparent px-3.5 pt-2.5 text-reading outline-none placeholder:text-faint"
      />
      {text.length >= LONGEST && <p className="px-3.5 text-danger text-small">{messages.tooLong}</p>}
      <div className="flex flex-wrap items-center gap-1.5 px-2.5 pt-1 pb-2.5">
        <ContextChips context={context} onContext={setContext} />
        {modelChoice}
        <span className="ml-auto flex items-center gap-1">
          <IconButton
            size="small"
            label={messages.proposePlan}
            disabled={isEmpty || isSending}
            onClick={() => void send("plan")}
          >
            <ListChecks aria-hidden />
          </IconButton>
          {running !== undefined && isEmpty ? (
            <StopButton {...running} />
          ) : (
            <IconButton
              label={messages.send}
              keys="enter"
              variant="primary"
              size="small"
              className="w-8"
              type="submit"
              disabled={isEmpty || isSending}
            >
              <ArrowUp aria-hidden />
            </IconButton>
          )}
        </span>
      </div>
    </form>
  );
}

function StopButton({ id, isStopping: isAsked }: { id: string; isStopping: boolean }) {
  const { stop, isStopping } = useStop(id);
  return (
    <IconButton
      label={messages.stop}
      variant="secondary"
      size="small"
      className="w-8"
      disabled={isAsked || isStopping}
      onClick={stop}
    >
      <Square aria-hidden className="size-3! fill-current" />
    </IconButton>
  );
}
