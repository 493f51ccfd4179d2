"use client";

import { useState } from "react";
import * as z from "zod/mini";
import { accountMessages } from "@/app/_messages/account";
import { Button } from "@/app/_ui/button";
import { CopyButton } from "@/app/_ui/copy-button";
import { Dialog } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { useToast } from "@/app/_ui/toast";
import { postAuth } from "@/app/(auth)/auth-client";
import { checkCode } from "@/app/(auth)/check-fields";
import { FormError } from "@/app/(auth)/form-error";
import { useCheckedForm } from "@/app/(auth)/use-checked-form";
import { PasswordDialog } from "./password-dialog";
import { QrCode } from "./qr-code";
import { RecoveryCodes, recoveryCodesOf } from "./recovery-codes";

type SetUpProps = { open: boolean; onClose: () => void; onDone: () => void };

const answer = z.object({ totpURI: z.string() });

/** Password, then the app scans the secret and proves it with a code, then the recovery codes: nothing is on before. */
export function SetUpTwoFactor({ open, onClose, onDone }: SetUpProps) {
  const [uri, setUri] = useState<string>();
  const [codes, setCodes] = useState<string[]>([]);
  const [areShown, setAreShown] = useState(false);
  const toast = useToast();
  return (
    <>
      <PasswordDialog
        open={open}
        onClose={onClose}
        title={accountMessages.turnOn}
        description={accountMessages.twoFactorBody}
        confirmLabel={accountMessages.continueSetUp}
        path="/two-factor/enable"
        onDone={(data) => {
          setUri(answer.parse(data).totpURI);
          setCodes(recoveryCodesOf(data));
        }}
      />
      <Dialog
        open={uri !== undefined}
        onOpenChange={(next) => !next && setUri(undefined)}
        title={accountMessages.turnOn}
        description={accountMessages.scan}
      >
        {uri !== undefined && (
          <ScanAndConfirm
            uri={uri}
            onConfirmed={() => {
              setUri(undefined);
              setAreShown(true);
              toast.show({ kind: "success", title: accountMessages.turnedOn });
              onDone();
            }}
          />
        )}
      </Dialog>
      <RecoveryCodes
        codes={areShown ? codes : []}
        onKept={() => {
          setAreShown(false);
          setCodes([]);
        }}
      />
    </>
  );
}

function ScanAndConfirm({ uri, onConfirmed }: { uri: string; onConfirmed: () => void }) {
  const secret = new URL(uri).searchParams.get("secret") ?? "";
  const { form, errors, pending } = useCheckedForm({ code: checkCode }, async ({ code }) => {
    const confirmed = await postAuth("/two-factor/verify-totp", { code: code.replace(/\s/g, "") });
    if (!confirmed.ok) return confirmed.problem;
    onConfirmed();
    return undefined;
  });
  return (
    <form {...form} className="flex flex-col gap-4">
      <QrCode text={uri} label={accountMessages.qrLabel} />
      <div>
        <p className="text-quiet text-small">{accountMessages.cannotScan}</p>
        <p className="mt-1 flex items-start gap-1">
          <code className="min-w-0 break-all text-mono">{secret}</code>
          <CopyButton text={secret} label={accountMessages.copyKey} />
        </p>
      </div>
      <FormError>{errors.form}</FormError>
      <Field
        label={accountMessages.code}
        name="code"
        error={errors.code}
        description={accountMessages.codeHint}
      >
        <Input autoComplete="one-time-code" inputMode="numeric" required className="font-mono" />
      </Field>
      <Button type="submit" variant="primary" loading={pending} className="self-end">
        {accountMessages.confirmCode}
      </Button>
    </form>
  );
}
