"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { settingsMessages } from "@/app/_messages/settings";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { FailedState } from "@/app/_ui/failed-state";
import { Skeleton } from "@/app/_ui/skeleton";
import { useToast } from "@/app/_ui/toast";
import { type AuthAnswer, postAuth } from "@/app/(auth)/auth-client";
import { leaveFor } from "@/app/(auth)/leave-for";
import { goToSignIn } from "../../_session/use-session-watch";
import { Section } from "../section";
import { readSessions, SessionsRefused } from "./read-sessions";
import { SessionItem } from "./session-item";

const key = ["sessions"];

/** Every place one is signed in, and the way to end what should not be. */
export function Sessions() {
  const [isAsking, setIsAsking] = useState(false);
  const queryClient = useQueryClient();
  const toast = useToast();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: key,
    queryFn: readSessions,
    retry: (failures, cause) => failures < 2 && !(cause instanceof SessionsRefused),
  });
  const end = useMutation({
    mutationFn: async (token: string) => orThrow(await postAuth("/revoke-session", { token })),
    onSuccess: () => toast.show({ kind: "success", title: settingsMessages.sessionEnded }),
    onError: ({ message }) => toast.show({ kind: "failure", title: message }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
  });

  async function endOthers() {
    orThrow(await postAuth("/revoke-other-sessions"));
    await queryClient.invalidateQueries({ queryKey: key });
    toast.show({ kind: "success", title: settingsMessages.othersEnded });
  }

  const others = data?.filter(({ isThis }) => !isThis) ?? [];
  return (
    <Section
      title={settingsMessages.sessions}
      description={settingsMessages.sessionsBody}
      action={
        others.length > 0 && <Button onClick={() => setIsAsking(true)}>{settingsMessages.endOthers}</Button>
      }
    >
      {data === undefined && error === null && <Skeleton className="h-15 rounded-lg" />}
      {data === undefined && error !== null && (
        <Failed error={error} retrying={isFetching} onRetry={() => refetch()} />
      )}
      {data !== undefined && (
        <ul className="divide-y divide-line rounded-lg border border-line bg-panel">
          {data.map((session) => (
            <SessionItem
              key={session.id}
              session={session}
              isEnding={end.isPending && end.variables === session.token}
              onEnd={() => end.mutate(session.token)}
            />
          ))}
        </ul>
      )}
      {data !== undefined && others.length === 0 && (
        <p className="mt-3 text-quiet">{settingsMessages.noOthers}</p>
      )}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={settingsMessages.endOthersTitle}
        description={settingsMessages.endOthersBody}
        confirmLabel={settingsMessages.endOthers}
        onConfirm={endOthers}
      />
    </Section>
  );
}

type FailedProps = { error: Error; retrying: boolean; onRetry: () => void };

function Failed({ error, retrying, onRetry }: FailedProps) {
  const code = error instanceof SessionsRefused ? error.problem.code : undefined;
  const mustSignIn = code === "SESSION_NOT_FRESH" || code === "UNAUTHORIZED";
  return (
    <FailedState
      title={settingsMessages.failed}
      onRetry={mustSignIn ? signInAgain : onRetry}
      retrying={retrying}
      {...(mustSignIn ? { retryLabel: settingsMessages.signInAgain } : {})}
    >
      {error.message}
    </FailedState>
  );
}

/** A session grows old, never young: only a new one may see the others. */
async function signInAgain() {
  const answer = await postAuth("/sign-out");
  if (answer.ok) goToSignIn();
  else await leaveFor("/");
}

function orThrow(answer: AuthAnswer): void {
  if (!answer.ok) throw new Error(answer.problem.message);
}
