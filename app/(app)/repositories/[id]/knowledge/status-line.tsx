"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { knowledgeMessages as messages } from "@/app/_messages/knowledge";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { RelativeTime } from "@/app/_ui/relative-time";
import { useToast } from "@/app/_ui/toast";
import { problemOf } from "../../problem";

const LOOK_EVERY_MS = 2_000;

/** How many entries there are, how fresh, and when they were mined. Looks again while what was mined is behind the index. */
export function StatusLine({ repositoryId, canWrite }: { repositoryId: string; canWrite: boolean }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  // When what is shown was mined, from the moment that it is to be mined again.
  const [asked, setAsked] = useState<number>();
  const { data: status } = useSuspenseQuery(
    trpc.knowledge.status.queryOptions(
      { repositoryId },
      {
        refetchInterval: ({ state: { data } }) =>
          data?.isBehind || (asked !== undefined && asked === mined(data)) ? LOOK_EVERY_MS : false,
      },
    ),
  );
  useFreshEntries(status.minedAt?.getTime());
  const mine = useMutation(
    trpc.knowledge.mine.mutationOptions({
      onSuccess: async () => {
        setAsked(mined(status));
        toast.show({ kind: "success", title: messages.mining });
        await queryClient.invalidateQueries(trpc.knowledge.pathFilter());
      },
      onError: (error) =>
        toast.show({ kind: "failure", title: messages.mineFailed, description: problemOf(error).message }),
    }),
  );
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-quiet">
      <span>{messages.status(status.entries)}</span>
      <span aria-hidden>·</span>
      {status.minedAt === null ? (
        <span>{messages.notMined}</span>
      ) : (
        <span>
          {messages.mined(status.files ?? 0)} <RelativeTime at={status.minedAt} />
        </span>
      )}
      {status.isBehind && <span className="text-warning-text">{messages.behind}</span>}
      {canWrite && (
        <Button
          size="small"
          loading={mine.isPending || asked === mined(status)}
          onClick={() => mine.mutate({ repositoryId })}
        >
          {messages.mine}
        </Button>
      )}
    </p>
  );
}

const mined = (status: { minedAt: Date | null } | undefined): number => status?.minedAt?.getTime() ?? 0;

/** Reads the entries again once another mining is done. */
function useFreshEntries(minedMs: number | undefined): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const shown = useRef(minedMs);
  useEffect(() => {
    if (shown.current === minedMs) return;
    shown.current = minedMs;
    void queryClient.invalidateQueries(trpc.knowledge.list.pathFilter());
  }, [minedMs, queryClient, trpc]);
}
