"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from "react";
import { useTRPC, useTRPCClient } from "@/app/_trpc/client";
import type { Growing } from "./growing-answers";
import type { ActiveRun, News } from "./news";
import { shareNews } from "./share-news";
import { useAnswerNews } from "./use-answer-news";
import { useRunNews } from "./use-run-news";

export type { ActiveRun } from "./news";

type Answers = {
  growing: ReadonlyMap<string, Growing>;
  follow: (conversationId: string) => () => void;
};

const ActiveRunsContext = createContext<readonly ActiveRun[]>([]);
const AnswersContext = createContext<Answers | undefined>(undefined);

type LiveProviderProps = { personId: string; organizationId: string; children: ReactNode };

/**
 * Follows the index runs of the organization and the answers of the conversations on screen, over one stream for all
 * tabs of the browser: it opens six over HTTP/1.1 at most, and then nothing else comes through.
 */
export function LiveProvider({ personId, organizationId, children }: LiveProviderProps) {
  const { runs, onRuns } = useRunNews();
  const { growing, onAnswer } = useAnswerNews();
  const followed = useRef(new Map<string, number>());
  const shared = useRef<ReturnType<typeof shareNews>>(undefined);
  const queryClient = useQueryClient();
  const client = useTRPCClient();
  const trpc = useTRPC();

  useEffect(() => {
    const stream = shareNews({
      owner: { personId, organizationId },
      // The server streams the session's active organization, which another tab may have changed by the time the stream
      // is opened again. The layout leaves a page whose organization is no longer the active one.
      async mayOpen() {
        const current = await queryClient.fetchQuery({
          ...trpc.organization.current.queryOptions(),
          staleTime: 0,
        });
        return current.id === organizationId;
      },
      open(conversationIds, { onValue, onLost }) {
        const subscription = client.live.onNews.subscribe(
          { conversationIds },
          {
            // What is kept comes with its number around it.
            onData: (told) => onValue(("id" in told && "data" in told ? told.data : told) as News),
            onError: onLost,
            onComplete: onLost,
            onConnectionStateChange: ({ state, error }) => {
              // The browser would connect again by itself, but without looking at the organization first.
              if (state === "connecting" && error) onLost();
            },
          },
        );
        return () => subscription.unsubscribe();
      },
      onNews: (news) => (news.kind === "runs" ? onRuns(news.runs) : onAnswer(news)),
    });
    shared.current = stream;
    if (followed.current.size > 0) stream.want([...followed.current.keys()]);
    // A page that is put aside must not hold the stream on behalf of the tabs in use.
    window.addEventListener("pagehide", stream.leave, { once: true });
    return () => {
      window.removeEventListener("pagehide", stream.leave);
      stream.leave();
      shared.current = undefined;
    };
  }, [personId, organizationId, queryClient, client, trpc, onRuns, onAnswer]);

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
  const answers = useMemo(() => ({ growing, follow: follow.current }), [growing]);
  return (
    <ActiveRunsContext value={runs}>
      <AnswersContext value={answers}>{children}</AnswersContext>
    </ActiveRunsContext>
  );
}

/** The runs under way in the organization, as they stand now; empty until the first news. */
export const useActiveRuns = (): readonly ActiveRun[] => useContext(ActiveRunsContext);

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
