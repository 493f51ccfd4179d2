"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { type Growing, growBy } from "./growing-answers";
import type { AnswerNews } from "./news";

// A stream that begins tells many requests at once: the rows are read once for all of them.
const GATHER_MS = 50;

/** The answers under way, and what takes in the news of them: the rows are read anew when one begins or ends. */
export function useAnswerNews() {
  const [growing, setGrowing] = useState<ReadonlyMap<string, Growing>>(new Map());
  const current = useRef(growing);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const queryClient = useQueryClient();
  const trpc = useTRPC();

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );

  const onAnswer = useCallback(
    (news: AnswerNews) => {
      const isUnknown = !current.current.has(news.requestId);
      const next = growBy(current.current, news);
      if (next === current.current) return;
      current.current = next;
      setGrowing(next);
      const isSettled = next.get(news.requestId)?.isSettled;
      // Another tab, another person or a plan has asked: the message is not on this page yet. An approval is a row too.
      const isRow = news.kind === "event" && news.type.startsWith("tool");
      if (!isUnknown && !isSettled && !isRow) return;
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        void queryClient.invalidateQueries(trpc.message.pathFilter());
        void queryClient.invalidateQueries(trpc.conversation.pathFilter());
        // What is left of the month stands in the frame of every page.
        void queryClient.invalidateQueries(trpc.usage.current.queryFilter());
      }, GATHER_MS);
    },
    [queryClient, trpc],
  );
  return { growing, onAnswer };
}
