"use client";

import { useState } from "react";
import { authMessages } from "@/app/_messages/auth";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { postAuth } from "../auth-client";
import { AuthHeading } from "../auth-heading";
import { checkCode } from "../check-fields";
import { FormError } from "../form-error";
import { leaveFor } from "../leave-for";
import { useCheckedForm } from "../use-checked-form";

/** Asks for the code of the app, or for a recovery code, once the password was right. */
export function SecondStep({ next, onStartOver }: { next: string; onStartOver: () => void }) {
  const [isRecovery, setIsRecovery] = useState(false);
  return (
    <>
      <AuthHeading title={authMessages.twoFactorTitle}>
        {isRecovery ? authMessages.recoveryBody : authMessages.twoFactorBody}
      </AuthHeading>
      <CodeForm key={String(isRecovery)} isRecovery={isRecovery} next={next} />
      <div className="mt-4 flex flex-wrap gap-2">
        <Button variant="quiet" onClick={() => setIsRecovery(!isRecovery)}>
          {isRecovery ? authMessages.useApp : authMessages.useRecovery}
        </Button>
        <Button variant="quiet" onClick={onStartOver}>
          {authMessages.startOver}
        </Button>
      </div>
    </>
  );
}

function CodeForm({ isRecovery, next }: { isRecovery: boolean; next: string }) {
  const path = isRecovery ? "/two-factor/verify-backup-code" : "/two-factor/verify-totp";
  const { form, errors, pending } = useCheckedForm({ code: checkCode }, async ({ code }) => {
    // Apps show "123 456".
    const answer = await postAuth(path, { code: code.replace(/\s/g, "") });
    return answer.ok ? leaveFor(next) : answer.problem;
  });
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormError>{errors.form}</FormError>
      <Field
        label={isRecovery ? authMessages.recoveryCode : authMessages.code}
        name="code"
        error={errors.code}
      >
        {/* The step has one thing to do, and the focus was on a form that is gone. */}
        <Input
          autoFocus
          autoComplete={isRecovery ? "off" : "one-time-code"}
          inputMode={isRecovery ? "text" : "numeric"}
          autoCapitalize="none"
          spellCheck={false}
          required
          className="font-mono"
        />
      </Field>
      <Button type="submit" variant="primary" size="large" loading={pending}>
        {authMessages.verify}
      </Button>
    </form>
  );
}
