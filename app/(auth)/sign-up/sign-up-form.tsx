"use client";

import { authMessages } from "@/app/_messages/auth";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { postAuth } from "../auth-client";
import { checkEmail, checkName, checkNewPassword } from "../check-fields";
import { FormError } from "../form-error";
import { leaveFor } from "../leave-for";
import { PasswordField } from "../password-field";
import { useCheckedForm } from "../use-checked-form";

/** Makes an account with an organization of its own, signed in at once. */
export function SignUpForm({ next }: { next: string }) {
  const { form, errors, pending } = useCheckedForm(
    { name: checkName, email: checkEmail, password: checkNewPassword },
    async ({ name, email, password }) => {
      const answer = await postAuth("/sign-up/email", { name: name.trim(), email: email.trim(), password });
      return answer.ok ? leaveFor(next) : answer.problem;
    },
  );
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormError>{errors.form}</FormError>
      <Field label={authMessages.name} name="name" error={errors.name}>
        <Input autoComplete="name" required />
      </Field>
      <Field label={authMessages.email} name="email" error={errors.email}>
        <Input type="email" autoComplete="username" inputMode="email" autoCapitalize="none" required />
      </Field>
      <PasswordField
        label={authMessages.password}
        name="password"
        autoComplete="new-password"
        description={authMessages.passwordHint}
        error={errors.password}
      />
      <Button type="submit" variant="primary" size="large" loading={pending} className="mt-1">
        {authMessages.signUp}
      </Button>
    </form>
  );
}
