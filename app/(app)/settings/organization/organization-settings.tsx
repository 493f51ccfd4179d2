"use client";

import { settingsMessages } from "@/app/_messages/settings";
import { CopyButton } from "@/app/_ui/copy-button";
import { RelativeTime } from "@/app/_ui/relative-time";
import { usePermissions, useSession } from "../../_session/session-provider";
import { Section } from "../section";
import { Members } from "./members";
import { RenameForm } from "./rename-form";

export function OrganizationSettings() {
  const { organization } = useSession();
  const { can } = usePermissions();
  const { plan, slug, createdAt } = organization;
  return (
    <>
      <Section title={settingsMessages.organization} description={settingsMessages.organizationBody}>
        <RenameForm name={organization.name} canRename={can("organization.update")} />
        <dl className="mt-6 grid grid-cols-[7rem_minmax(0,1fr)] gap-y-2">
          <dt className="text-quiet">{settingsMessages.slug}</dt>
          <dd className="flex items-center gap-1">
            <code className="truncate text-mono">{slug}</code>
            <CopyButton text={slug} />
          </dd>
          <dt className="text-quiet">{settingsMessages.plan}</dt>
          <dd>{plan === null ? settingsMessages.noPlan : (settingsMessages.plans[plan] ?? plan)}</dd>
          <dt className="text-quiet">{settingsMessages.created}</dt>
          <dd>
            <RelativeTime at={createdAt} />
          </dd>
        </dl>
      </Section>
      <Members count={organization.members} />
    </>
  );
}
