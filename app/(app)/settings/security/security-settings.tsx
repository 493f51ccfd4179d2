"use client";

import { accountMessages } from "@/app/_messages/account";
import { Skeleton } from "@/app/_ui/skeleton";
import { QueryBoundary } from "../../_session/query-boundary";
import { Section } from "../section";
import { LinkedAccounts } from "./linked-accounts";
import { Passkeys } from "./passkeys";
import { TwoFactor } from "./two-factor";

const loading = <Skeleton className="h-15 rounded-lg" />;

/** Everything beside the password that opens the account, or must be shown before it opens. */
export function SecuritySettings() {
  return (
    <>
      <Section title={accountMessages.twoFactor} description={accountMessages.twoFactorBody}>
        <QueryBoundary loading={loading} failedTitle={accountMessages.failed}>
          <TwoFactor />
        </QueryBoundary>
      </Section>
      <Section title={accountMessages.passkeys} description={accountMessages.passkeysBody}>
        <QueryBoundary loading={loading} failedTitle={accountMessages.failed}>
          <Passkeys />
        </QueryBoundary>
      </Section>
      <LinkedAccounts />
    </>
  );
}
