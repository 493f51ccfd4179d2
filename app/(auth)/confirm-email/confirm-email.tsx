"use client";

import { useMutation } from "@tanstack/react-query";
import { accountMessages } from "@/app/_messages/account";
import { authProblems } from "@/app/_messages/auth";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ButtonForm } from "@/app/_ui/button-form";
import { ButtonLink } from "@/app/_ui/text-link";
import { AuthHeading } from "../auth-heading";
import { FormError } from "../form-error";

/** Makes the address the mail went to the one to sign in with. */
export function ConfirmEmail({ token }: { token: string }) {
  const trpc = useTRPC();
  const confirm = useMutation(trpc.account.email.confirmChange.mutationOptions());
  if (confirm.isSuccess) {
    return (
      <div role="status">
        <AuthHeading title={accountMessages.confirmedTitle}>
          {accountMessages.confirmedBody(confirm.data.email)}
        </AuthHeading>
        <ButtonLink href="/" variant="primary" size="large" className="self-start">
          {accountMessages.goOn}
        </ButtonLink>
      </div>
    );
  }
  return (
    <>
      <AuthHeading title={accountMessages.confirmTitle}>{accountMessages.confirmBody}</AuthHeading>
      <div className="flex flex-col gap-4">
        <FormError>
          {confirm.error ? (confirm.error.data ? confirm.error.message : authProblems.offline) : undefined}
        </FormError>
        <ButtonForm onSend={() => confirm.mutate({ token })} className="grid">
          <Button type="submit" variant="primary" size="large" loading={confirm.isPending}>
            {accountMessages.confirmButton}
          </Button>
        </ButtonForm>
      </div>
    </>
  );
}
