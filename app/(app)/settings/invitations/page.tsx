import { getCaller, Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { getPerson } from "../../_session/get-person";
import { Invitations } from "./invitations";
import { invitationsPage } from "./invitations-page";

export default async function InvitationsPage() {
  if (!(await getPerson())) return null;
  const organization = await (await getCaller()).organization.current().catch(() => undefined);
  if (organization?.permissions.includes("invitation.manage"))
    prefetch(trpc.invitation.list.queryOptions(invitationsPage(1)));
  return (
    <Hydrate>
      <Invitations />
    </Hydrate>
  );
}
