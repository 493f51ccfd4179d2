"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { accountMessages } from "@/app/_messages/account";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { RelativeTime } from "@/app/_ui/relative-time";
import { useToast } from "@/app/_ui/toast";
import { FormError } from "@/app/(auth)/form-error";
import { addPasskey, whyNoPasskeys } from "@/app/(auth)/passkey";
import { deviceName } from "../sessions/device-name";
import { RenamePasskey } from "./rename-passkey";
import { useWaysIn } from "./use-ways-in";

/** The passkeys of the account, to add, name and remove. */
export function Passkeys() {
  const { passkeys, refresh } = useWaysIn();
  const trpc = useTRPC();
  const toast = useToast();
  const remove = useMutation(trpc.account.passkey.remove.mutationOptions());
  const [problem, setProblem] = useState<string>();
  const [isAdding, setIsAdding] = useState(false);
  const [asking, setAsking] = useState<{ what: "rename" | "remove"; id: string; name: string }>();
  const whyNot = useSyncExternalStore(
    neverChanges,
    () => whyNoPasskeys(window.location.hostname),
    () => undefined,
  );

  async function add() {
    setIsAdding(true);
    setProblem(undefined);
    const found = await addPasskey(deviceName(navigator.userAgent));
    setIsAdding(false);
    setProblem(found?.message);
    if (found !== undefined) return;
    await refresh();
    toast.show({ kind: "success", title: accountMessages.passkeyAdded });
  }

  return (
    <div className="flex flex-col items-start gap-3">
      {passkeys.length === 0 ? (
        <p className="text-quiet">{accountMessages.noPasskeys}</p>
      ) : (
        <ul className="w-full divide-y divide-line rounded-lg border border-line bg-panel">
          {passkeys.map(({ id, name: given, createdAt }) => {
            const name = given ?? accountMessages.passkeyDefault;
            return (
              <li key={id} className="flex min-h-15 items-center gap-2 px-3 py-2.5">
                <div className="min-w-0 flex-1">
                  <p className="truncate font-medium">{name}</p>
                  <p className="text-quiet text-small">
                    {accountMessages.added} <RelativeTime at={createdAt} />
                  </p>
                </div>
                <Button
                  size="small"
                  aria-label={accountMessages.renamePasskey(name)}
                  onClick={() => setAsking({ what: "rename", id, name })}
                >
                  {accountMessages.rename}
                </Button>
                <Button
                  size="small"
                  aria-label={accountMessages.removePasskey(name)}
                  onClick={() => setAsking({ what: "remove", id, name })}
                >
                  {accountMessages.remove}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <FormError>{problem}</FormError>
      {whyNot === undefined ? (
        <Button loading={isAdding} onClick={add}>
          {accountMessages.addPasskey}
        </Button>
      ) : (
        <p className="text-quiet">{whyNot}</p>
      )}
      <RenamePasskey
        passkey={asking?.what === "rename" ? asking : undefined}
        onClose={() => setAsking(undefined)}
        onDone={refresh}
      />
      <ConfirmDialog
        open={asking?.what === "remove"}
        onOpenChange={(open) => !open && setAsking(undefined)}
        title={accountMessages.removePasskeyTitle(asking?.name ?? "")}
        description={accountMessages.removePasskeyBody}
        confirmLabel={accountMessages.remove}
        onConfirm={async () => {
          await remove.mutateAsync({ id: asking?.id ?? "" });
          await refresh();
          toast.show({ kind: "success", title: accountMessages.passkeyRemoved });
        }}
      />
    </div>
  );
}

const neverChanges = () => () => {};
