"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { settingsMessages } from "@/app/_messages/settings";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { Skeleton } from "@/app/_ui/skeleton";
import { useToast } from "@/app/_ui/toast";
import { procedureProblem } from "../../_session/procedure-problem";
import { QueryBoundary } from "../../_session/query-boundary";
import { Section } from "../section";
import { SessionItem } from "./session-item";

/** Every place one is signed in, and the way to end what should not be. */
export function Sessions() {
  return (
    <Section title={settingsMessages.sessions} description={settingsMessages.sessionsBody}>
      <QueryBoundary loading={<Skeleton className="h-15 rounded-lg" />} failedTitle={settingsMessages.failed}>
        <SessionList />
      </QueryBoundary>
    </Section>
  );
}

function SessionList() {
  const [isAsking, setIsAsking] = useState(false);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const { data } = useSuspenseQuery(trpc.account.session.list.queryOptions());
  const refresh = () => queryClient.invalidateQueries(trpc.account.session.list.queryFilter());
  const end = useMutation(
    trpc.account.session.end.mutationOptions({
      onSuccess: () => toast.show({ kind: "success", title: settingsMessages.sessionEnded }),
      onError: (error) => toast.show({ kind: "failure", title: procedureProblem(error).message }),
      onSettled: refresh,
    }),
  );
  const endOthers = useMutation(trpc.account.session.endOthers.mutationOptions());
  const others = data.filter(({ isThis }) => !isThis);
  // This one first, then as the server gave them: the latest used.
  const ordered = [...data.filter(({ isThis }) => isThis), ...others];
  return (
    <>
      <ul className="divide-y divide-line rounded-lg border border-line bg-panel">
        {ordered.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            isEnding={end.isPending && end.variables.id === session.id}
            onEnd={() => end.mutate({ id: session.id })}
          />
        ))}
      </ul>
      {others.length > 0 ? (
        <Button className="mt-4" onClick={() => setIsAsking(true)}>
          {settingsMessages.endOthers}
        </Button>
      ) : (
        <p className="mt-3 text-quiet">{settingsMessages.noOthers}</p>
      )}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={settingsMessages.endOthersTitle}
        description={settingsMessages.endOthersBody}
        confirmLabel={settingsMessages.endOthers}
        onConfirm={async () => {
          await endOthers.mutateAsync();
          await refresh();
          toast.show({ kind: "success", title: settingsMessages.othersEnded });
        }}
      />
    </>
  );
}
