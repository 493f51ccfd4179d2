"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { accountMessages } from "@/app/_messages/account";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Skeleton } from "@/app/_ui/skeleton";
import { useToast } from "@/app/_ui/toast";
import { postAuth } from "@/app/(auth)/auth-client";
import { FormError } from "@/app/(auth)/form-error";
import { providerAddress } from "@/app/(auth)/provider-address";
import { providerTitles } from "@/app/(auth)/social-buttons";
import { QueryBoundary } from "../../_session/query-boundary";
import { Section } from "../section";
import { useWaysIn } from "./use-ways-in";

const here = "/settings/security";
type Provider = keyof typeof providerTitles;

/** The accounts at GitHub and Google that open this one; nothing where none is set up and none is linked. */
export function LinkedAccounts() {
  return (
    <QueryBoundary loading={<Skeleton className="h-15 rounded-lg" />} failedTitle={accountMessages.failed}>
      <LinkedSection />
    </QueryBoundary>
  );
}

function LinkedSection() {
  const { linked } = useWaysIn();
  const trpc = useTRPC();
  const { data: providers } = useSuspenseQuery(trpc.account.providers.queryOptions());
  const hasFailed = useSearchParams().has("error");
  const names = (["github", "google"] as const).filter(
    (name) => providers[name] || linked.some(({ provider }) => provider === name),
  );
  if (names.length === 0) return null;
  return (
    <Section title={accountMessages.linked} description={accountMessages.linkedBody}>
      <div className="flex flex-col gap-3">
        <FormError>{hasFailed ? accountMessages.linkFailed : undefined}</FormError>
        <ul className="divide-y divide-line rounded-lg border border-line bg-panel">
          {names.map((name) => (
            <ProviderRow
              key={name}
              name={name}
              account={linked.find(({ provider }) => provider === name)}
              isSetUp={providers[name]}
            />
          ))}
        </ul>
      </div>
    </Section>
  );
}

type RowProps = { name: Provider; account: { id: string; createdAt: Date } | undefined; isSetUp: boolean };

function ProviderRow({ name, account, isSetUp }: RowProps) {
  const { refresh } = useWaysIn();
  const title = providerTitles[name];
  const trpc = useTRPC();
  const toast = useToast();
  const unlink = useMutation(trpc.account.unlink.mutationOptions());
  const [isAsking, setIsAsking] = useState(false);
  const [isGoing, setIsGoing] = useState(false);

  async function link() {
    setIsGoing(true);
    const answer = await postAuth("/link-social", {
      provider: name,
      callbackURL: here,
      errorCallbackURL: here,
    });
    const url = answer.ok ? providerAddress(answer.data) : undefined;
    if (url !== undefined) return window.location.assign(url);
    setIsGoing(false);
    toast.show({ kind: "failure", title: answer.ok ? accountMessages.linkFailed : answer.problem.message });
  }

  return (
    <li className="flex min-h-15 items-center gap-3 px-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        <p className="text-quiet text-small">
          {account === undefined ? (
            accountMessages.notLinked
          ) : (
            <>
              {accountMessages.linkedSince} <RelativeTime at={account.createdAt} />
              {!isSetUp && ` · ${accountMessages.providerOff}`}
            </>
          )}
        </p>
      </div>
      {account === undefined ? (
        <Button size="small" loading={isGoing} onClick={link}>
          {accountMessages.link(title)}
        </Button>
      ) : (
        <Button size="small" onClick={() => setIsAsking(true)}>
          {accountMessages.unlink(title)}
        </Button>
      )}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={accountMessages.unlinkTitle(title)}
        description={accountMessages.unlinkBody}
        confirmLabel={accountMessages.unlink(title)}
        onConfirm={async () => {
          await unlink.mutateAsync({ id: account?.id ?? "" });
          await refresh();
          toast.show({ kind: "success", title: accountMessages.unlinked(title) });
        }}
      />
    </li>
  );
}
