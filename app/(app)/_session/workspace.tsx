"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeftRight, LogOut, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { frameMessages } from "@/app/_messages/frame";
import { organizationMessages } from "@/app/_messages/organization";
import { usageMessages } from "@/app/_messages/usage";
import { useTRPC } from "@/app/_trpc/client";
import { useCommands } from "../_frame/commands";
import { Frame } from "../_frame/frame";
import type { NavItem } from "../_frame/nav";
import { OrgSwitcher } from "../_frame/org-switcher";
import { UserMenu } from "../_frame/user-menu";
import { CreateOrganizationDialog } from "./create-organization-dialog";
import { footScreens, screens } from "./screens";
import { useSession } from "./session-provider";
import { useLeave } from "./use-leave";

/** The frame around the screens of one organization, with what changes organization and session. */
export function Workspace({ children }: { children: ReactNode }) {
  const { person, organization, organizations } = useSession();
  const { switchTo, signOut } = useLeave();
  const footer = useFooter();
  const [isCreating, setIsCreating] = useState(false);
  // The list is as old as the page; the name of the open one may have changed since.
  const choices = organizations.map(({ id, name, role }) =>
    id === organization.id
      ? { id, name: organization.name, role: roleName(organization.role) }
      : { id, name, role: roleName(role) },
  );
  return (
    <Frame
      organization={
        <OrgSwitcher
          organizations={choices}
          activeId={organization.id}
          onSwitch={switchTo}
          onCreate={() => setIsCreating(true)}
        />
      }
      user={<UserMenu name={person.name} email={person.email} onSignOut={signOut} />}
      nav={screens}
      footer={footer}
    >
      <SessionCommands
        others={choices.filter(({ id }) => id !== organization.id)}
        onSwitch={switchTo}
        onCreate={() => setIsCreating(true)}
        onSignOut={signOut}
      />
      {children}
      <CreateOrganizationDialog open={isCreating} onOpenChange={setIsCreating} />
    </Frame>
  );
}

/** Usage says how much of the month's plan is used, where a model answers: quoted answers do not count. */
function useFooter(): readonly NavItem[] {
  const usage = useQuery(useTRPC().usage.current.queryOptions(undefined, { staleTime: 60_000 })).data;
  if (!usage || usage.models.length === 0) return footScreens;
  const detail = usageMessages.of(usage.used, usage.limit);
  return footScreens.map((screen) => (screen.href === "/usage" ? { ...screen, detail } : screen));
}

type SessionCommandsProps = {
  others: readonly { id: string; name: string }[];
  onSwitch: (id: string) => void;
  onCreate: () => void;
  onSignOut: () => void;
};

function SessionCommands({ others, onSwitch, onCreate, onSignOut }: SessionCommandsProps) {
  const group = organizationMessages.commands;
  useCommands([
    ...others.map(({ id, name }) => ({
      id: `organization.switch.${id}`,
      label: organizationMessages.switchTo(name),
      group,
      icon: <ArrowLeftRight aria-hidden />,
      run: () => onSwitch(id),
    })),
    {
      id: "organization.create",
      label: frameMessages.createOrganization,
      group,
      icon: <Plus aria-hidden />,
      run: onCreate,
    },
    { id: "signOut", label: frameMessages.signOut, group, icon: <LogOut aria-hidden />, run: onSignOut },
  ]);
  return null;
}

const roleName = (role: string): string => organizationMessages.roles[role] ?? role;
