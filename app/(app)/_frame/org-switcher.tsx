"use client";

import { ChevronsUpDown, Plus } from "lucide-react";
import { frameMessages } from "@/app/_messages/frame";
import { Menu, MenuChoices, MenuItem, MenuSeparator } from "@/app/_ui/menu";
import { InitialMark } from "./initial-mark";

export type OrganizationChoice = { id: string; name: string; role: string; logo: string | null };

type OrgSwitcherProps = {
  organizations: readonly OrganizationChoice[];
  activeId: string;
  onSwitch: (id: string) => void;
  onCreate: () => void;
};

/** Which organization one works in, and the way to the others. */
export function OrgSwitcher({ organizations, activeId, onSwitch, onCreate }: OrgSwitcherProps) {
  const active = organizations.find((organization) => organization.id === activeId);
  const name = active?.name ?? "";
  const trigger = (
    <button
      type="button"
      aria-label={frameMessages.switchOrganization(name)}
      className="flex h-10 w-full items-center gap-2 rounded-md px-2 text-left -outline-offset-2"
    >
      <InitialMark name={name} image={active?.logo} />
      <span className="min-w-0 flex-1 truncate font-semibold">{name}</span>
      <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
    </button>
  );
  return (
    <Menu trigger={trigger} align="start" className="w-64">
      <MenuChoices
        label={frameMessages.organizations}
        value={activeId}
        onValueChange={(id) => {
          if (id !== activeId) onSwitch(id);
        }}
        options={organizations.map((organization) => ({
          value: organization.id,
          label: organization.name,
          detail: organization.role,
          icon: <InitialMark name={organization.name} image={organization.logo} />,
        }))}
      />
      <MenuSeparator />
      <MenuItem icon={<Plus aria-hidden />} onClick={onCreate}>
        {frameMessages.createOrganization}
      </MenuItem>
    </Menu>
  );
}
