"use client";

import { authMessages } from "@/app/_messages/auth";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { TextLink } from "@/app/_ui/text-link";
import { postAuth } from "../auth-client";
import { checkEmail, checkGivenPassword } from "../check-fields";
import { FormError } from "../form-error";
import { leaveFor } from "../leave-for";
import { PasswordField } from "../password-field";
import { useCheckedForm } from "../use-checked-form";

/** Signs in, and goes to `next` with a page load: nothing of whoever was here before stays in memory. */
export function SignInForm({ next, onSecondStep }: { next: string; onSecondStep: () => void }) {
  const { form, errors, pending } = useCheckedForm(
    { email: checkEmail, password: checkGivenPassword },
    async ({ email, password }) => {
      const answer = await postAuth("/sign-in/email", { email: email.trim(), password });
      if (!answer.ok) return answer.problem;
      if (!asksForCode(answer.data)) return leaveFor(next);
      onSecondStep();
      return undefined;
    },
  );
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormError>{errors.form}</FormError>
      <Field label={authMessages.email} name="email" error={errors.email}>
        <Input
          type="email"
          autoComplete="username webauthn"
          inputMode="email"
          autoCapitalize="none"
          required
        />
      </Field>
      <PasswordField
        label={authMessages.password}
        name="password"
        autoComplete="current-password"
        error={errors.password}
        aside={
          <TextLink href="/forgot-password" className="text-small">
            {authMessages.forgot}
          </TextLink>
        }
      />
      <Button type="submit" variant="primary" size="large" loading={pending} className="mt-1">
        {authMessages.signIn}
      </Button>
    </form>
  );
}

const asksForCode = (data: unknown): boolean =>
  typeof data === "object" && data !== null && "twoFactorRedirect" in data && data.twoFactorRedirect === true;
