import { TRPCError } from "@trpc/server";
import type { ReactNode } from "react";
import { getCaller } from "@/app/_trpc/server";
import { LiveProvider } from "./_live/live-provider";
import { ChooseOrganization } from "./_session/choose-organization";
import { SessionProvider } from "./_session/session-provider";
import { ToSignIn } from "./_session/to-sign-in";
import { Workspace } from "./_session/workspace";

/** Everything behind the sign-in: awaits session and organization, so that no screen starts without them. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const api = await getCaller();
  const person = await unless("UNAUTHORIZED", api.account.me());
  if (person === undefined) return <ToSignIn />;
  const [{ organizations }, organization] = await Promise.all([
    api.organization.list(),
    unless("FORBIDDEN", api.organization.current()),
  ]);
  if (organization === undefined) return <ChooseOrganization organizations={organizations} />;
  return (
    <SessionProvider given={{ person, organization, organizations }}>
      <LiveProvider personId={person.id} organizationId={organization.id}>
        <Workspace>{children}</Workspace>
      </LiveProvider>
    </SessionProvider>
  );
}

/** Turns one expected refusal into undefined; everything else goes on to the error screen. */
async function unless<T>(code: TRPCError["code"], answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof TRPCError && error.code === code) return undefined;
    throw error;
  }
}
