"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { BadgeCheck, CircleAlert, RefreshCw } from "lucide-react";
import { useRef } from "react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { CopyButton } from "@/app/_ui/copy-button";
import { IconButton } from "@/app/_ui/icon-button";
import { Spinner } from "@/app/_ui/spinner";
import { useToast } from "@/app/_ui/toast";
import type { Growing } from "../../_live/growing-answers";
import { procedureProblem } from "../../_session/procedure-problem";
import { AnswerParts } from "./answer-parts";
import { BranchPager } from "./branch-pager";
import { newKey } from "./new-key";
import { countSupported, partsOfGrowing, partsOfMessage } from "./shown-parts";
import { ToolApproval } from "./tool-approval";
import type { Conversation, Message, ShownCitation } from "./types";

type AnswerProps = {
  message: Message;
  growing: Growing | undefined;
  conversation: Conversation;
  canWrite: boolean;
  source: ShownCitation | undefined;
  onSource: (citation: ShownCitation) => void;
  onBranch: (id: string | undefined) => void;
};

/** What the assistant answered, or is answering: with its sources, how it ended, and a second try. */
export function Answer({
  message,
  growing,
  conversation,
  canWrite,
  source,
  onSource,
  onBranch,
}: AnswerProps) {
  const { request } = message;
  const isGrowing = request?.status === "pending" || request?.status === "in_progress";
  const parts = isGrowing && growing ? partsOfGrowing(growing) : partsOfMessage(message);
  const again = useAskAgain(message, onBranch);
  const { supported, claims } = countSupported(parts);
  const passages = request?.passages ?? undefined;
  const isEmpty = parts.length === 0;
  const model = isEmpty ? undefined : (request?.model ?? undefined);
  const waiting = message.toolCalls.filter(({ approval }) => approval === "pending");
  return (
    <article aria-label={messages.assistant} aria-busy={isGrowing} className="group/message">
      <AnswerParts {...{ parts, isGrowing, conversation, source, onSource, messageId: message.id }} />
      {waiting.map((call) => (
        <ToolApproval key={call.id} call={call} />
      ))}
      {isGrowing ? (
        <p role="status" className="mt-2 flex items-center gap-2 text-quiet text-small">
          <Spinner label={null} className="size-3.5" />
          {progressOf(request, { isEmpty, isWaiting: waiting.length > 0 })}
        </p>
      ) : (
        <>
          <Ending message={message} isEmpty={isEmpty} canWrite={canWrite} again={again} />
          <div className="mt-2 flex min-h-6 flex-wrap items-center gap-x-3 gap-y-1 text-quiet text-small">
            {claims > 0 && (
              <span
                className={
                  supported === claims ? "flex items-center gap-1.5 text-accent" : "flex items-center gap-1.5"
                }
              >
                <BadgeCheck aria-hidden className="size-3.5" />
                {messages.supported(supported, claims)}
              </span>
            )}
            {passages !== undefined && <span>{messages.passages(passages)}</span>}
            {model !== undefined && <span>{messages.answeredBy(model)}</span>}
            {tookSeconds(message) !== undefined && <span>{messages.seconds(tookSeconds(message) ?? 0)}</span>}
            <span className="ml-auto flex items-center gap-0.5">
              <BranchPager id={message.id} siblingIds={message.siblingIds} onBranch={onBranch} />
              {!isEmpty && <CopyButton text={message.text} label={messages.copyAnswer} />}
              {canWrite && request?.agentType === "assistant" && (
                <IconButton
                  size="small"
                  label={messages.regenerate}
                  disabled={again.isPending}
                  onClick={again.ask}
                >
                  <RefreshCw aria-hidden />
                </IconButton>
              )}
            </span>
          </div>
        </>
      )}
    </article>
  );
}

type EndingProps = {
  message: Message;
  isEmpty: boolean;
  canWrite: boolean;
  again: ReturnType<typeof useAskAgain>;
};

/** How an answer ended that did not come to its end by itself. */
function Ending({ message: { request }, isEmpty, canWrite, again }: EndingProps) {
  if (request?.status === "cancelled") return <p className="mt-2 text-quiet">{messages.stopped}</p>;
  if (request?.status === "failed") {
    return (
      <div
        role="alert"
        className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md bg-warning-tint px-3 py-2 text-warning-text"
      >
        <CircleAlert aria-hidden className="size-4 shrink-0" />
        <p className="min-w-48 flex-1">{request.error ?? messages.failed}</p>
        {canWrite && request.agentType !== "step" && (
          <Button size="small" loading={again.isPending} onClick={again.ask}>
            {messages.retry}
          </Button>
        )}
      </div>
    );
  }
  return isEmpty ? <p className="text-quiet">{messages.noAnswer}</p> : null;
}

function useAskAgain(message: Message, onBranch: (id: string | undefined) => void) {
  const key = useRef(newKey());
  const toast = useToast();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const regenerate = useMutation(
    trpc.message.regenerate.mutationOptions({
      onSuccess: async ({ responseMessageId }) => {
        key.current = newKey();
        onBranch(responseMessageId);
        await queryClient.invalidateQueries(trpc.message.pathFilter());
      },
      onError: (error) =>
        toast.show({
          kind: "failure",
          title: messages.failedAction,
          description: procedureProblem(error).message,
        }),
    }),
  );
  return {
    isPending: regenerate.isPending,
    ask: () => regenerate.mutate({ messageId: message.id, clientKey: key.current }),
  };
}

function progressOf(
  request: NonNullable<Message["request"]>,
  { isEmpty, isWaiting }: { isEmpty: boolean; isWaiting: boolean },
): string {
  if (request.cancelRequestedAt !== null) return messages.stopping;
  if (isWaiting) return messages.waitsForDecision;
  return messages.progress[isEmpty && request.progress === "answering" ? "searching" : request.progress];
}

function tookSeconds({ request }: Message): number | undefined {
  if (!request?.startedAt || !request.completedAt) return undefined;
  return (new Date(request.completedAt).getTime() - new Date(request.startedAt).getTime()) / 1000;
}
