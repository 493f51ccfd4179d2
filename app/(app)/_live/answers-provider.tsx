"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useTRPC, useTRPCClient } from "@/app/_trpc/client";
import { type Growing, growBy } from "./growing-answers";
import { type News, shareEvents } from "./share-events";

type Answers = {
  growing: ReadonlyMap<string, Growing>;
  follow: (conversationId: string) => () => void;
};

const AnswersContext = createContext<Answers | undefined>(undefined);

type AnswersProviderProps = { personId: string; organizationId: string; children: ReactNode };

/** Follows the answers under way in the conversations on screen, over one stream for all tabs of the browser. */
export function AnswersProvider({ personId, organizationId, children }: AnswersProviderProps) {
  const [growing, setGrowing] = useState<ReadonlyMap<string, Growing>>(new Map());
  const current = useRef(growing);
  const followed = useRef(new Map<string, number>());
  const shared = useRef<ReturnType<typeof shareEvents>>(undefined);
  const queryClient = useQueryClient();
  const client = useTRPCClient();
  const trpc = useTRPC();

  useEffect(() => {
    function onNews(news: News) {
      const isUnknown = !current.current.has(news.requestId);
      const next = growBy(current.current, news);
      if (next === current.current) return;
      current.current = next;
      setGrowing(next);
      const isSettled = next.get(news.requestId)?.isSettled;
      // Another tab, another person or a plan has asked: the message is not on this page yet.
      if (isUnknown || isSettled) {
        void queryClient.invalidateQueries(trpc.message.pathFilter());
        void queryClient.invalidateQueries(trpc.conversation.pathFilter());
      }
      // An approval is a row beside the message.
      else if (news.kind === "event" && news.type.startsWith("tool"))
        void queryClient.invalidateQueries(trpc.message.pathFilter());
    }
    const stream = shareEvents({
      owner: { personId, organizationId },
      async mayOpen() {
        const organization = await queryClient.fetchQuery({
          ...trpc.organization.current.queryOptions(),
          staleTime: 0,
        });
        return organization.id === organizationId;
      },
      open(conversationIds, { onValue, onLost }) {
        const subscription = client.agent.events.subscribe(
          { conversationIds },
          {
            onData: (told) => onValue(("data" in told && "id" in told ? told.data : told) as News),
            onError: onLost,
            onComplete: onLost,
            onConnectionStateChange: ({ state, error }) => {
              if (state === "connecting" && error) onLost();
            },
          },
        );
        return () => subscription.unsubscribe();
      },
      onNews,
    });
    shared.current = stream;
    stream.want([...followed.current.keys()]);
    window.addEventListener("pagehide", stream.leave, { once: true });
    return () => {
      window.removeEventListener("pagehide", stream.leave);
      stream.leave();
    };
  }, [personId, organizationId, queryClient, client, trpc]);

  const follow = useRef((conversationId: string) => {
    const change = (by: number) => {
      const count = (followed.current.get(conversationId) ?? 0) + by;
      if (count > 0) followed.current.set(conversationId, count);
      else followed.current.delete(conversationId);
      shared.current?.want([...followed.current.keys()]);
    };
    change(1);
    return () => change(-1);
  });
  const value = useMemo(() => ({ growing, follow: follow.current }), [growing]);
  return <AnswersContext value={value}>{children}</AnswersContext>;
}

/** The answers under way in a conversation, by the message they become. Followed for as long as it is on screen. */
export function useGrowingAnswers(conversationId: string): ReadonlyMap<string, Growing> {
  const answers = useContext(AnswersContext);
  if (answers === undefined) throw new Error("useGrowingAnswers needs the layout of app/(app) above it.");
  const { growing, follow } = answers;
  useEffect(() => follow(conversationId), [follow, conversationId]);
  return useMemo(
    () =>
      new Map(
        [...growing.values()]
          .filter((one) => one.conversationId === conversationId)
          .map((one) => [one.messageId, one]),
      ),
    [growing, conversationId],
  );
}
