"use client";

import { useMutation } from "@tanstack/react-query";
import { accountMessages } from "@/app/_messages/account";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { postAuth } from "@/app/(auth)/auth-client";
import { checkGivenPassword } from "@/app/(auth)/check-fields";
import { FormError } from "@/app/(auth)/form-error";
import { leaveFor, setLeaving } from "@/app/(auth)/leave-for";
import { PasswordField } from "@/app/(auth)/password-field";
import { useCheckedForm } from "@/app/(auth)/use-checked-form";
import { procedureProblem } from "../../_session/procedure-problem";
import { useSession } from "../../_session/session-provider";

/** The address typed out, the password, and then it is gone. */
export function DeleteForm() {
  const { email, hasPassword } = useSession().person;
  const trpc = useTRPC();
  const remove = useMutation(trpc.account.deletion.delete.mutationOptions());
  const { form, errors, pending } = useCheckedForm(
    {
      email: (typed) => (typed.trim().toLowerCase() === email ? undefined : accountMessages.emailNotTyped),
      password: hasPassword ? checkGivenPassword : () => undefined,
    },
    async (typed) => {
      setLeaving(true);
      try {
        await remove.mutateAsync({
          email: typed.email,
          ...(hasPassword ? { password: typed.password } : {}),
        });
      } catch (error) {
        setLeaving(false);
        return procedureProblem(error);
      }
      // The session is gone already; this takes its cookie away.
      await postAuth("/sign-out");
      return leaveFor("/sign-in?account=deleted");
    },
  );
  return (
    <form {...form} className="flex max-w-96 flex-col gap-4 border-line border-t pt-5">
      <FormError>{errors.form}</FormError>
      <Field label={accountMessages.typeEmail(email)} name="email" error={errors.email}>
        <Input autoComplete="off" autoCapitalize="none" spellCheck={false} required />
      </Field>
      {hasPassword ? (
        <PasswordField
          label={accountMessages.yourPassword}
          name="password"
          autoComplete="current-password"
          error={errors.password}
        />
      ) : (
        <p className="text-quiet">{accountMessages.noPasswordToDelete}</p>
      )}
      <Button type="submit" variant="danger" loading={pending} className="self-start">
        {accountMessages.leaveConfirm}
      </Button>
    </form>
  );
}
