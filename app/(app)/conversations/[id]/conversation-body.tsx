"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Skeleton } from "@/app/_ui/skeleton";
import { useGrowingAnswers } from "../../_live/live-provider";
import { usePermissions } from "../../_session/session-provider";
import { Answer } from "./answer";
import { Composer, type Draft } from "./composer";
import { ModelChoice } from "./model-choice";
import { newKey } from "./new-key";
import { Bubble, Question } from "./question";
import type { Conversation, Message, ShownCitation } from "./types";
import { useConversationModel } from "./use-conversation-model";
import { useFollowBottom } from "./use-follow-bottom";
import { useLateTitle } from "./use-late-title";

// Where no news comes through, the rows are looked at while an answer is under way.
const POLL_MS = 4_000;

type ConversationBodyProps = {
  conversation: Conversation;
  source: ShownCitation | undefined;
  onSource: (citation: ShownCitation) => void;
};

/** The messages of one branch, growing at its end, and what asks the next question. */
export function ConversationBody({ conversation, source, onSource }: ConversationBodyProps) {
  const conversationId = conversation.id;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  // The branch on screen; undefined is the newest.
  const [through, setThrough] = useState<string>();
  const [limit, setLimit] = useState(50);
  const { data } = useSuspenseQuery(
    trpc.message.list.queryOptions(
      { conversationId, ...(through === undefined ? {} : { through }), ...(limit === 50 ? {} : { limit }) },
      { refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? POLL_MS : false) },
    ),
  );
  const growing = useGrowingAnswers(conversationId);
  const send = useMutation(trpc.message.send.mutationOptions());
  const propose = useMutation(trpc.conversation.plan.propose.mutationOptions());
  const key = useRef(newKey());
  const [sending, setSending] = useState<Sending>();
  const canWrite = usePermissions().can("conversation.write");
  const last = data.items.at(-1);
  const scroller = useFollowBottom();
  const { modelId, choose } = useConversationModel(conversation);
  useLateTitle(data.items);

  async function ask({ text, context, wants }: Draft) {
    setSending({ text, lastId: last?.id });
    try {
      const place = last === undefined ? {} : { parentMessageId: last.id };
      const asked = { conversationId, context, clientKey: key.current, ...place };
      if (wants === "plan") await propose.mutateAsync({ ...asked, goal: text });
      else await send.mutateAsync({ ...asked, text });
      key.current = newKey();
      setThrough(undefined);
      await queryClient.invalidateQueries(trpc.message.pathFilter());
      await queryClient.invalidateQueries(trpc.conversation.pathFilter());
    } finally {
      setSending(undefined);
    }
  }

  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
        <ol
          aria-label={messages.messages}
          className="mx-auto flex max-w-168 flex-col gap-6 px-4 pt-6 pb-4 sm:px-6"
        >
          {data.earlierThan !== null && limit < 100 && (
            <li className="text-center">
              <Button size="small" onClick={() => setLimit(100)}>
                {messages.earlier}
              </Button>
            </li>
          )}
          {data.items.map((message) => (
            <li
              key={message.id}
              id={`message-${message.id}`}
              // The heading of a step belongs to what stands below it.
              className={message.role === "system" ? "-mb-3 pt-2" : undefined}
            >
              {message.role === "user" && (
                <Question message={message} canWrite={canWrite} onBranch={setThrough} />
              )}
              {message.role === "system" && <h2 className="font-semibold text-quiet">{message.text}</h2>}
              {message.role === "assistant" && (
                <Answer
                  message={message}
                  growing={growing.get(message.id)}
                  conversation={conversation}
                  canWrite={canWrite}
                  source={source}
                  onSource={onSource}
                  onBranch={setThrough}
                />
              )}
            </li>
          ))}
          {sending !== undefined && !hasCome(sending, data.items) && (
            <li className="opacity-55">
              <Bubble text={sending.text} />
            </li>
          )}
        </ol>
      </div>
      {canWrite && (
        <div className="mx-auto w-full max-w-168 px-4 pt-2 pb-4 sm:px-6 sm:pb-5">
          <Composer
            // What is written in one conversation is not carried into the next.
            key={conversationId}
            conversationId={conversationId}
            placeholder={messages.followUp}
            context={conversation.context ?? {}}
            modelChoice={<ModelChoice modelId={modelId} onModel={choose} />}
            running={
              last?.request && isUnderWay(last)
                ? { id: last.request.id, isStopping: last.request.cancelRequestedAt !== null }
                : undefined
            }
            onSend={ask}
          />
        </div>
      )}
    </div>
  );
}

/** A question on its way, and what was the last message when it was sent. */
type Sending = { text: string; lastId: string | undefined };

/** Whether the question is among the messages: the news of it can be here before the answer to its sending is. */
function hasCome({ text, lastId }: Sending, items: Message[]): boolean {
  const newer = items.slice(items.findIndex(({ id }) => id === lastId) + 1);
  return newer.some((message) => message.role === "user" && message.text === text);
}

export const isUnderWay = ({ request }: Pick<Message, "request">): boolean =>
  request?.status === "pending" || request?.status === "in_progress";

export function MessagesSkeleton() {
  return (
    <div aria-hidden className="mx-auto flex w-full max-w-168 flex-col gap-4 p-6">
      <Skeleton className="ml-auto h-14 w-2/3 rounded-lg" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-5/6" />
      <Skeleton className="h-4 w-2/3" />
    </div>
  );
}
