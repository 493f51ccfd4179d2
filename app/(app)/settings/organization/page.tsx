import { Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { getPerson } from "../../_session/get-person";
import { OrganizationSettings } from "./organization-settings";

export default async function OrganizationPage() {
  if (!(await getPerson())) return null;
  prefetch(trpc.organization.deleted.queryOptions());
  return (
    <Hydrate>
      <OrganizationSettings />
    </Hydrate>
  );
}
