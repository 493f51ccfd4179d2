"use client";

import { useEffect, useState } from "react";
import { useSession } from "../../_session/session-provider";
import { draftKey, keepDraft, readDraft } from "../kept-draft";
import type { Context } from "./composer";

type DraftOf = {
  /** The conversation's id, or `new`. */
  conversationId: string;
  /** Where the conversation looked last. */
  context: Context;
  /** What is on its way stays kept until it has arrived. */
  isSending: boolean;
};

/**
 * What is being written in a conversation's composer, kept in this browser until it is sent: a reload or a visit to
 * another page loses nothing.
 */
export function useDraft({ conversationId, context: given, isSending }: DraftOf) {
  const { person, organization } = useSession();
  const key = draftKey({ organizationId: organization.id, personId: person.id, conversationId });
  const [text, setText] = useState("");
  // Undefined as long as nobody has changed it here: then it is the conversation's, whoever changes that.
  const [changed, setChanged] = useState<Context>();
  // Nothing is written over a draft before it was read.
  const [readKey, setReadKey] = useState<string>();

  useEffect(() => {
    const kept = readDraft(key);
    setReadKey(key);
    if (!kept) return;
    // Whoever has typed before the page was ready goes on with that.
    setText((typed) => (typed === "" ? kept.text : typed));
    setChanged((now) => now ?? kept.context);
  }, [key]);

  useEffect(() => {
    if (readKey === key && !isSending)
      keepDraft(key, { text, ...(changed === undefined ? {} : { context: changed }) });
  }, [key, readKey, text, changed, isSending]);

  return {
    text,
    setText,
    context: changed ?? given,
    setContext: setChanged,
    /** It has arrived: from now on the conversation knows the context. */
    forget() {
      keepDraft(key, { text: "" });
      setChanged(undefined);
    },
  };
}
