"use client";

import { accountMessages } from "@/app/_messages/account";
import { uiMessages } from "@/app/_messages/ui";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { type AuthPath, postAuth } from "@/app/(auth)/auth-client";
import { checkGivenPassword } from "@/app/(auth)/check-fields";
import { FormError } from "@/app/(auth)/form-error";
import { PasswordField } from "@/app/(auth)/password-field";
import { useCheckedForm } from "@/app/(auth)/use-checked-form";
import { useSession } from "../../_session/session-provider";

type PasswordDialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  description: string;
  confirmLabel: string;
  danger?: boolean;
  /** Where the password goes. */
  path: AuthPath;
  onDone: (data: unknown) => void;
};

/** Asks for the password before a change to what guards the account; of those who have none, only for a click. */
export function PasswordDialog({ open, onClose, ...rest }: PasswordDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={rest.title}
      description={rest.description}
    >
      <PasswordForm {...rest} onClose={onClose} />
    </Dialog>
  );
}

function PasswordForm(props: Omit<PasswordDialogProps, "open" | "title" | "description">) {
  const { hasPassword } = useSession().person;
  const { form, errors, pending } = useCheckedForm(
    { password: hasPassword ? checkGivenPassword : () => undefined },
    async ({ password }) => {
      const answer = await postAuth(props.path, hasPassword ? { password } : {});
      if (!answer.ok) {
        const isPassword = answer.problem.code === "INVALID_PASSWORD";
        return isPassword ? { ...answer.problem, field: "password" } : answer.problem;
      }
      props.onClose();
      props.onDone(answer.data);
      return undefined;
    },
  );
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormError>{errors.form}</FormError>
      {hasPassword && (
        <PasswordField
          label={accountMessages.yourPassword}
          name="password"
          autoComplete="current-password"
          error={errors.password}
        />
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={props.onClose}>{uiMessages.cancel}</Button>
        <Button type="submit" variant={props.danger ? "danger" : "primary"} loading={pending}>
          {props.confirmLabel}
        </Button>
      </div>
    </form>
  );
}
