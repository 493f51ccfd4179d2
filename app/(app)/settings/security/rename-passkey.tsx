"use client";

import { useMutation } from "@tanstack/react-query";
import { accountMessages } from "@/app/_messages/account";
import { uiMessages } from "@/app/_messages/ui";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { checkName } from "@/app/(auth)/check-fields";
import { FormError } from "@/app/(auth)/form-error";
import { useCheckedForm } from "@/app/(auth)/use-checked-form";
import { procedureProblem } from "../../_session/procedure-problem";

type RenameProps = {
  passkey: { id: string; name: string } | undefined;
  onClose: () => void;
  onDone: () => Promise<unknown>;
};

export function RenamePasskey({ passkey, onClose, onDone }: RenameProps) {
  return (
    <Dialog
      open={passkey !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={accountMessages.renamePasskey(passkey?.name ?? "")}
    >
      {passkey !== undefined && <RenameForm passkey={passkey} onClose={onClose} onDone={onDone} />}
    </Dialog>
  );
}

function RenameForm({ passkey, onClose, onDone }: RenameProps & { passkey: { id: string; name: string } }) {
  const trpc = useTRPC();
  const rename = useMutation(trpc.account.passkey.rename.mutationOptions());
  const { form, errors, pending } = useCheckedForm({ name: checkName }, async ({ name }) => {
    try {
      await rename.mutateAsync({ id: passkey.id, name: name.trim() });
    } catch (error) {
      return procedureProblem(error);
    }
    await onDone();
    onClose();
    return undefined;
  });
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormError>{errors.form}</FormError>
      <Field label={accountMessages.passkeyName} name="name" error={errors.name}>
        <Input defaultValue={passkey.name} autoComplete="off" required />
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{uiMessages.cancel}</Button>
        <Button type="submit" variant="primary" loading={pending}>
          {accountMessages.rename}
        </Button>
      </div>
    </form>
  );
}
