import type { ReactNode } from "react";
import { getCaller } from "@/app/_trpc/server";
import { LiveProvider } from "./_live/live-provider";
import { ChooseOrganization } from "./_session/choose-organization";
import { getPerson, unless } from "./_session/get-person";
import { SessionProvider } from "./_session/session-provider";
import { ToSignIn } from "./_session/to-sign-in";
import { Workspace } from "./_session/workspace";

/** Everything behind the sign-in: awaits session and organization, so that no screen starts without them. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const person = await getPerson();
  if (person === undefined) return <ToSignIn />;
  const api = await getCaller();
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
