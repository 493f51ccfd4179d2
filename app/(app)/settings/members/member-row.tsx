"use client";

import { Crown, MoreHorizontal, UserMinus } from "lucide-react";
import { useState } from "react";
import { peopleMessages } from "@/app/_messages/people";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { IconButton } from "@/app/_ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/app/_ui/menu";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Select } from "@/app/_ui/select";
import { InitialMark } from "../../_frame/initial-mark";
import { usePermissions, useSession } from "../../_session/session-provider";
import { type MemberRole, roleChoices } from "./role-choices";
import { useMemberChanges } from "./use-member-changes";

type Member = {
  id: string;
  userId: string;
  name: string | null;
  image: string | null;
  role: MemberRole;
  createdAt: Date;
};

export function MemberRow({ member }: { member: Member }) {
  const { id, userId, role, createdAt } = member;
  const name = member.name ?? peopleMessages.formerMember;
  const { person, organization } = useSession();
  const { can } = usePermissions();
  const { setRole, remove, transfer, isPending } = useMemberChanges(name);
  const [asking, setAsking] = useState<"remove" | "transfer" | MemberRole>();
  const isSelf = userId === person.id;
  // As the server judges it: nobody but an owner touches an owner.
  const canChange = can("member.manage") && (role !== "owner" || organization.role === "owner");
  const canTransfer = can("organization.transfer") && !isSelf && role !== "owner";
  const close = () => setAsking(undefined);
  return (
    <tr className="h-11 border-line border-t">
      <td className="max-w-0 pr-3">
        <span className="flex items-center gap-2">
          <InitialMark name={name} round image={member.image} />
          <span className="truncate">{name}</span>
          {isSelf && <span className="text-quiet text-small">{peopleMessages.you}</span>}
        </span>
      </td>
      <td className="pr-2 text-quiet">
        {canChange ? (
          <Select
            aria-label={peopleMessages.roleOf(name)}
            options={roleChoices(organization.role)}
            value={role}
            disabled={isPending}
            onValueChange={(next) => {
              if (next === role) return;
              if (isSelf) setAsking(next);
              else setRole(id, next).catch(() => {});
            }}
            className="w-full"
          />
        ) : (
          (peopleMessages.roles[role] ?? role)
        )}
      </td>
      <td className="text-quiet max-sm:hidden">
        <RelativeTime at={createdAt} />
      </td>
      <td className="text-right">
        {canChange && !isSelf && (
          <Menu
            trigger={
              <IconButton label={peopleMessages.actionsFor(name)} size="small">
                <MoreHorizontal aria-hidden />
              </IconButton>
            }
          >
            {canTransfer && (
              <>
                <MenuItem icon={<Crown aria-hidden />} onClick={() => setAsking("transfer")}>
                  {peopleMessages.transfer}
                </MenuItem>
                <MenuSeparator />
              </>
            )}
            <MenuItem danger icon={<UserMinus aria-hidden />} onClick={() => setAsking("remove")}>
              {peopleMessages.remove}
            </MenuItem>
          </Menu>
        )}
        <ConfirmDialog
          open={asking === "remove"}
          onOpenChange={close}
          title={peopleMessages.removeTitle(name)}
          description={peopleMessages.removeBody}
          confirmLabel={peopleMessages.removeVerb}
          onConfirm={() => remove(id)}
        />
        <ConfirmDialog
          open={asking === "transfer"}
          onOpenChange={close}
          title={peopleMessages.transferTitle(name)}
          description={peopleMessages.transferBody}
          confirmLabel={peopleMessages.transfer}
          onConfirm={() => transfer(id)}
        />
        {isSelf && (
          <ConfirmDialog
            open={asking !== undefined}
            onOpenChange={close}
            title={peopleMessages.ownRoleTitle}
            description={peopleMessages.ownRoleBody(peopleMessages.roles[asking ?? ""] ?? "")}
            confirmLabel={peopleMessages.ownRole}
            onConfirm={async () => {
              if (asking !== undefined && asking !== "remove" && asking !== "transfer")
                await setRole(id, asking, false);
            }}
          />
        )}
      </td>
    </tr>
  );
}
