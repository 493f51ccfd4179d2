import { Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { getPerson } from "../../_session/get-person";
import { membersPage } from "./members-page";
import { OrganizationSettings } from "./organization-settings";

export default async function OrganizationPage() {
  if (!(await getPerson())) return null;
  prefetch(trpc.organization.members.queryOptions(membersPage(1)));
  return (
    <Hydrate>
      <OrganizationSettings />
    </Hydrate>
  );
}
