"use client";

import { useState } from "react";
import { accountMessages } from "@/app/_messages/account";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { useToast } from "@/app/_ui/toast";
import { useSession } from "../../_session/session-provider";
import { PasswordDialog } from "./password-dialog";
import { RecoveryCodes, recoveryCodesOf } from "./recovery-codes";
import { SetUpTwoFactor } from "./set-up-two-factor";
import { useWaysIn } from "./use-ways-in";

/** Whether signing in asks for a code, the recovery codes that are left, and the ways to change both. */
export function TwoFactor() {
  const { person } = useSession();
  const { recoveryCodesLeft, refresh } = useWaysIn();
  const [asking, setAsking] = useState<"set up" | "codes" | "turn off">();
  const [codes, setCodes] = useState<string[]>([]);
  const toast = useToast();
  const isOn = person.twoFactorEnabled;
  const close = () => setAsking(undefined);

  return (
    <div className="rounded-lg border border-line bg-panel px-3 py-2.5">
      <div className="flex min-h-10 flex-wrap items-center gap-3">
        <Badge tone={isOn ? "tint" : "plain"}>{isOn ? accountMessages.on : accountMessages.off}</Badge>
        <span className="min-w-36 flex-1 text-quiet">
          {recoveryCodesLeft !== null && accountMessages.recoveryLeft(recoveryCodesLeft)}
        </span>
        {isOn ? (
          <>
            <Button onClick={() => setAsking("codes")}>{accountMessages.newCodes}</Button>
            <Button onClick={() => setAsking("turn off")}>{accountMessages.turnOff}</Button>
          </>
        ) : (
          <Button variant="primary" onClick={() => setAsking("set up")}>
            {accountMessages.turnOn}
          </Button>
        )}
      </div>
      <SetUpTwoFactor open={asking === "set up"} onClose={close} onDone={refresh} />
      <PasswordDialog
        open={asking === "codes"}
        onClose={close}
        title={accountMessages.newCodesTitle}
        description={accountMessages.newCodesBody}
        confirmLabel={accountMessages.newCodes}
        path="/two-factor/generate-backup-codes"
        onDone={(data) => {
          setCodes(recoveryCodesOf(data));
          void refresh();
        }}
      />
      <PasswordDialog
        open={asking === "turn off"}
        onClose={close}
        title={accountMessages.turnOff}
        description={accountMessages.turnOffBody}
        confirmLabel={accountMessages.turnOff}
        danger
        path="/two-factor/disable"
        onDone={() => {
          toast.show({ kind: "success", title: accountMessages.turnedOff });
          void refresh();
        }}
      />
      <RecoveryCodes codes={codes} onKept={() => setCodes([])} />
    </div>
  );
}
