"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { accountMessages } from "@/app/_messages/account";
import { useTRPC } from "@/app/_trpc/client";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { useToast } from "@/app/_ui/toast";
import { postAuth } from "@/app/(auth)/auth-client";
import { checkEmail, checkGivenPassword } from "@/app/(auth)/check-fields";
import { FormError } from "@/app/(auth)/form-error";
import { PasswordField } from "@/app/(auth)/password-field";
import { useCheckedForm } from "@/app/(auth)/use-checked-form";
import { procedureProblem } from "../../_session/procedure-problem";
import { useSession } from "../../_session/session-provider";

const deliveries = {
  sent: accountMessages.sent,
  later: accountMessages.delayed,
  refused: accountMessages.refused,
  outbox: accountMessages.inOutbox,
};

/** The address one signs in with: whether it is confirmed, and how another one takes its place. */
export function EmailSettings() {
  const { person } = useSession();
  return (
    <>
      <div className="mb-5 flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="min-w-0 truncate font-medium">{person.email}</span>
        <Badge tone={person.emailVerified ? "tint" : "plain"}>
          {person.emailVerified ? accountMessages.confirmed : accountMessages.unconfirmed}
        </Badge>
        {!person.emailVerified && <ConfirmAddress email={person.email} />}
      </div>
      <ChangeEmailForm hasPassword={person.hasPassword} />
    </>
  );
}

function ConfirmAddress({ email }: { email: string }) {
  const toast = useToast();
  const [isPending, setIsPending] = useState(false);
  async function send() {
    setIsPending(true);
    const answer = await postAuth("/send-verification-email", { email, callbackURL: "/settings/profile" });
    setIsPending(false);
    toast.show(
      answer.ok
        ? { kind: "success", title: accountMessages.confirmationSent }
        : { kind: "failure", title: answer.problem.message },
    );
  }
  return (
    <Button size="small" loading={isPending} onClick={send}>
      {accountMessages.sendConfirmation}
    </Button>
  );
}

function ChangeEmailForm({ hasPassword }: { hasPassword: boolean }) {
  const trpc = useTRPC();
  const request = useMutation(trpc.account.email.requestChange.mutationOptions());
  const [outcome, setOutcome] = useState<string>();
  const { form, errors, pending, clear } = useCheckedForm(
    { newEmail: checkEmail, password: hasPassword ? checkGivenPassword : () => undefined },
    async ({ newEmail, password }) => {
      setOutcome(undefined);
      const asked = newEmail.trim();
      try {
        const { delivery } = await request.mutateAsync({
          newEmail: asked,
          ...(hasPassword ? { password } : {}),
        });
        clear();
        setOutcome(deliveries[delivery](asked));
      } catch (error) {
        return procedureProblem(error);
      }
      return undefined;
    },
  );
  return (
    <form {...form} className="flex max-w-96 flex-col gap-4">
      <FormError>{errors.form}</FormError>
      <Field
        label={accountMessages.newEmail}
        name="newEmail"
        error={errors.newEmail}
        description={accountMessages.changeEmailHint}
      >
        <Input type="email" autoComplete="off" inputMode="email" autoCapitalize="none" required />
      </Field>
      {hasPassword && (
        <PasswordField
          label={accountMessages.yourPassword}
          name="password"
          autoComplete="current-password"
          error={errors.password}
        />
      )}
      <Button type="submit" loading={pending} className="self-start">
        {accountMessages.changeEmail}
      </Button>
      <p
        role="status"
        className={outcome === undefined ? "sr-only" : "rounded-md bg-tint px-3 py-2 text-tint-text"}
      >
        {outcome}
      </p>
    </form>
  );
}
