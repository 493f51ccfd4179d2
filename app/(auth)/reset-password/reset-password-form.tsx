"use client";

import { authMessages } from "@/app/_messages/auth";
import { Button } from "@/app/_ui/button";
import { TextLink } from "@/app/_ui/text-link";
import { postAuth } from "../auth-client";
import { AuthHeading } from "../auth-heading";
import { checkNewPassword } from "../check-fields";
import { FormError } from "../form-error";
import { leaveFor } from "../leave-for";
import { PasswordField } from "../password-field";
import { useCheckedForm } from "../use-checked-form";

/** Puts a new password in place of a forgotten one; `token` comes from the mailed link. */
export function ResetPasswordForm({ token }: { token: string }) {
  const { form, errors, pending } = useCheckedForm(
    { newPassword: checkNewPassword },
    async ({ newPassword }) => {
      const answer = await postAuth("/reset-password", { newPassword, token });
      return answer.ok ? leaveFor("/sign-in?reset=done") : answer.problem;
    },
  );
  return (
    <>
      <AuthHeading title={authMessages.resetTitle}>{authMessages.resetBody}</AuthHeading>
      <form {...form} className="flex flex-col gap-4">
        <FormError>{errors.form}</FormError>
        <PasswordField
          label={authMessages.newPassword}
          name="newPassword"
          autoComplete="new-password"
          description={authMessages.passwordHint}
          error={errors.newPassword}
        />
        <Button type="submit" variant="primary" size="large" loading={pending} className="mt-1">
          {authMessages.reset}
        </Button>
      </form>
      {errors.form !== undefined && (
        <p className="mt-6">
          <TextLink href="/forgot-password">{authMessages.newLink}</TextLink>
        </p>
      )}
    </>
  );
}
