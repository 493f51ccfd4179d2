"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { peopleMessages } from "@/app/_messages/people";
import { settingsMessages } from "@/app/_messages/settings";
import { useTRPC } from "@/app/_trpc/client";
import { RelativeTime } from "@/app/_ui/relative-time";
import { DeletedOrganizations } from "../../_session/deleted-organizations";
import { QueryBoundary } from "../../_session/query-boundary";
import { usePermissions, useSession } from "../../_session/session-provider";
import { Section } from "../section";
import { DeleteOrganization } from "./delete-organization";
import { PictureForm } from "./picture-form";
import { RenameForm } from "./rename-form";
import { ShortNameForm } from "./short-name-form";

export function OrganizationSettings() {
  const { organization } = useSession();
  const { can } = usePermissions();
  const { plan, createdAt } = organization;
  const canChange = can("organization.update");
  return (
    <>
      <Section title={settingsMessages.organization} description={settingsMessages.organizationBody}>
        <div className="flex flex-col gap-6">
          <PictureForm name={organization.name} logo={organization.logo} canChange={canChange} />
          <RenameForm name={organization.name} canRename={canChange} />
          <ShortNameForm
            slug={organization.slug}
            defaultAudience={organization.defaultAudience}
            canChange={canChange}
          />
        </div>
        <dl className="mt-6 grid grid-cols-[7rem_minmax(0,1fr)] gap-y-2">
          <dt className="text-quiet">{settingsMessages.plan}</dt>
          <dd>{plan === null ? settingsMessages.noPlan : (settingsMessages.plans[plan] ?? plan)}</dd>
          <dt className="text-quiet">{settingsMessages.created}</dt>
          <dd>
            <RelativeTime at={createdAt} />
          </dd>
        </dl>
      </Section>
      {can("organization.delete") && <DeleteOrganization name={organization.name} />}
      <QueryBoundary loading={null} failedTitle={settingsMessages.failed}>
        <Deleted />
      </QueryBoundary>
    </>
  );
}

/** Nothing at all for the many who have deleted none. */
function Deleted() {
  const { data } = useSuspenseQuery(useTRPC().organization.deleted.queryOptions());
  if (data.length === 0) return null;
  return (
    <Section title={peopleMessages.deletedTitle} description={peopleMessages.deletedBody}>
      <DeletedOrganizations organizations={data} />
    </Section>
  );
}
