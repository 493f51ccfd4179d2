"use client";

import { useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { createContext, type ReactNode, useContext, useEffect } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { DateFormatsContext } from "@/app/_ui/date-formats";
import type { Action } from "@/server/permissions";
import type { AppRouter } from "@/server/router";
import { formatsOf } from "./formats-of";
import { useOwnSettings } from "./use-own-settings";
import { useSessionWatch } from "./use-session-watch";

type Outputs = inferRouterOutputs<AppRouter>;

export type Session = {
  person: Outputs["account"]["me"];
  /** The active organization, with the caller's role and permissions in it. */
  organization: Outputs["organization"]["current"];
  /** All organizations of the person. */
  organizations: Outputs["organization"]["list"]["organizations"];
};

const SessionContext = createContext<Session | undefined>(undefined);

/** Hands down what the layout found, and keeps the role and name of the organization true while the page is open. */
export function SessionProvider({ given, children }: { given: Session; children: ReactNode }) {
  const trpc = useTRPC();
  const { data: organization } = useQuery(
    trpc.organization.current.queryOptions(undefined, { initialData: given.organization }),
  );
  const { data: person } = useQuery(trpc.account.me.queryOptions(undefined, { initialData: given.person }));
  useSessionWatch();
  useOwnSettings(person);

  const isOther = organization.id !== given.organization.id || person.id !== given.person.id;
  useEffect(() => {
    // The session moved on in a tab that could not tell this one: nothing shown here may stay.
    if (isOther) window.location.assign("/");
  }, [isOther]);

  const session = { ...given, person, organization };
  return (
    <SessionContext value={session}>
      <DateFormatsContext value={formatsOf(person)}>{isOther ? null : children}</DateFormatsContext>
    </SessionContext>
  );
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error("useSession needs the layout of app/(app) above it.");
  return session;
}

/** What the caller's role may do: `can("repository.create")`. The server checks again, in every transaction. */
export function usePermissions() {
  const { permissions } = useSession().organization;
  return { can: (action: Action): boolean => permissions.includes(action) };
}
