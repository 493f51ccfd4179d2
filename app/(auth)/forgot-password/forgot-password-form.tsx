"use client";

import { useState } from "react";
import { authMessages } from "@/app/_messages/auth";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { postAuth } from "../auth-client";
import { AuthHeading } from "../auth-heading";
import { checkEmail } from "../check-fields";
import { FormError } from "../form-error";
import { useCheckedForm } from "../use-checked-form";

/** Asks for the link. The answer is the same whether the address has an account or not. */
export function ForgotPasswordForm() {
  const [sentTo, setSentTo] = useState<string>();
  const { form, errors, pending } = useCheckedForm({ email: checkEmail }, async ({ email }) => {
    const answer = await postAuth("/request-password-reset", {
      email: email.trim(),
      redirectTo: "/reset-password",
    });
    if (!answer.ok) return answer.problem;
    setSentTo(email.trim());
    return undefined;
  });

  if (sentTo !== undefined) {
    return (
      <div role="status">
        <AuthHeading title={authMessages.linkSentTitle}>{authMessages.linkSentBody(sentTo)}</AuthHeading>
        <p className="text-quiet">{authMessages.outboxHint}</p>
      </div>
    );
  }
  return (
    <>
      <AuthHeading title={authMessages.forgotTitle}>{authMessages.forgotBody}</AuthHeading>
      <form {...form} className="flex flex-col gap-4">
        <FormError>{errors.form}</FormError>
        <Field label={authMessages.email} name="email" error={errors.email}>
          <Input type="email" autoComplete="username" inputMode="email" autoCapitalize="none" required />
        </Field>
        <Button type="submit" variant="primary" size="large" loading={pending} className="mt-1">
          {authMessages.sendLink}
        </Button>
      </form>
    </>
  );
}
