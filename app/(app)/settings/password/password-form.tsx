"use client";

import { accountMessages } from "@/app/_messages/account";
import { authMessages } from "@/app/_messages/auth";
import { settingsMessages } from "@/app/_messages/settings";
import { Button } from "@/app/_ui/button";
import { ButtonLink, TextLink } from "@/app/_ui/text-link";
import { useToast } from "@/app/_ui/toast";
import { postAuth } from "@/app/(auth)/auth-client";
import { checkGivenPassword, checkNewPassword } from "@/app/(auth)/check-fields";
import { FormError } from "@/app/(auth)/form-error";
import { PasswordField } from "@/app/(auth)/password-field";
import { useCheckedForm } from "@/app/(auth)/use-checked-form";
import { useSession } from "../../_session/session-provider";

/** Changes the password; the server ends every other session with it. Without one, the way to get one. */
export function PasswordForm() {
  const { person } = useSession();
  const toast = useToast();
  const { form, errors, pending, clear } = useCheckedForm(
    { currentPassword: checkGivenPassword, newPassword: checkNewPassword },
    async ({ currentPassword, newPassword }) => {
      const changed = await postAuth("/change-password", { currentPassword, newPassword });
      if (!changed.ok) return changed.problem;
      clear();
      toast.show({
        kind: "success",
        title: settingsMessages.passwordChanged,
        description: settingsMessages.othersSignedOut,
      });
      return undefined;
    },
  );
  if (!person.hasPassword) {
    return (
      <>
        <p className="font-medium">{accountMessages.noPassword}</p>
        <p className="mb-4 text-quiet">{accountMessages.noPasswordBody}</p>
        <ButtonLink href="/forgot-password">{accountMessages.noPasswordLink}</ButtonLink>
      </>
    );
  }
  return (
    <form {...form} className="flex max-w-96 flex-col gap-4">
      <FormError>{errors.form}</FormError>
      {/* Tells a password manager whose password this is. */}
      <input type="text" autoComplete="username" value={person.email} readOnly hidden />
      <PasswordField
        label={settingsMessages.currentPassword}
        name="currentPassword"
        autoComplete="current-password"
        error={errors.currentPassword}
        aside={
          <TextLink href="/forgot-password" className="text-small">
            {authMessages.forgot}
          </TextLink>
        }
      />
      <PasswordField
        label={settingsMessages.newPassword}
        name="newPassword"
        autoComplete="new-password"
        description={authMessages.passwordHint}
        error={errors.newPassword}
      />
      <Button type="submit" variant="primary" loading={pending} className="self-start">
        {settingsMessages.changePassword}
      </Button>
    </form>
  );
}
