import { Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { membersPage } from "./members-page";
import { OrganizationSettings } from "./organization-settings";

export default function OrganizationPage() {
  prefetch(trpc.organization.members.queryOptions(membersPage(1)));
  return (
    <Hydrate>
      <OrganizationSettings />
    </Hydrate>
  );
}
