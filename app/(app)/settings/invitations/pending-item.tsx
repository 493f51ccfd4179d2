"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link2, MoreHorizontal, Send, X } from "lucide-react";
import { useState } from "react";
import { peopleMessages } from "@/app/_messages/people";
import { useTRPC } from "@/app/_trpc/client";
import { Badge } from "@/app/_ui/badge";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { IconButton } from "@/app/_ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/app/_ui/menu";
import { RelativeTime } from "@/app/_ui/relative-time";
import { useToast } from "@/app/_ui/toast";
import { procedureProblem } from "../../_session/procedure-problem";
import type { Sent } from "./sent-link";

type PendingItemProps = {
  invitation: { id: string; email: string; role: string; inviterName: string | null; expiresAt: Date };
  onSent: (sent: Sent) => void;
};

export function PendingItem({ invitation, onSent }: PendingItemProps) {
  const { id, email, role, inviterName, expiresAt } = invitation;
  const [isAsking, setIsAsking] = useState(false);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const refresh = () => queryClient.invalidateQueries(trpc.invitation.pathFilter());
  const revoke = useMutation(trpc.invitation.revoke.mutationOptions());
  const renew = useMutation(
    trpc.invitation.renew.mutationOptions({
      onSuccess: (sent, { mail }) => {
        onSent(sent);
        if (mail && sent.isMailed) toast.show({ kind: "success", title: peopleMessages.resent(email) });
        if (mail && !sent.isMailed) toast.show({ kind: "failure", title: peopleMessages.notMailed });
      },
      onError: (error) => toast.show({ kind: "failure", title: procedureProblem(error).message }),
      onSettled: refresh,
    }),
  );
  const hasRunOut = expiresAt <= new Date();

  return (
    <li className="flex min-h-13 items-center gap-3 px-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{email}</p>
        <p className="text-quiet text-small">
          {inviterName !== null && `${peopleMessages.invitedBy(inviterName)} · `}
          {hasRunOut ? peopleMessages.ranOut : peopleMessages.runsOut} <RelativeTime at={expiresAt} />
        </p>
      </div>
      <Badge tone={hasRunOut ? "warning" : "plain"}>{peopleMessages.roles[role] ?? role}</Badge>
      <Menu
        trigger={
          <IconButton label={peopleMessages.actionsForInvitation(email)} size="small">
            <MoreHorizontal aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Send aria-hidden />} onClick={() => renew.mutate({ id, mail: true })}>
          {peopleMessages.resend}
        </MenuItem>
        <MenuItem icon={<Link2 aria-hidden />} onClick={() => renew.mutate({ id, mail: false })}>
          {peopleMessages.newLink}
        </MenuItem>
        <MenuSeparator />
        <MenuItem danger icon={<X aria-hidden />} onClick={() => setIsAsking(true)}>
          {peopleMessages.revoke}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={peopleMessages.revokeTitle(email)}
        description={peopleMessages.revokeBody}
        confirmLabel={peopleMessages.revoke}
        onConfirm={async () => {
          await revoke.mutateAsync({ id });
          toast.show({ kind: "success", title: peopleMessages.revoked });
          await refresh();
        }}
      />
    </li>
  );
}
