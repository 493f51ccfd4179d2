"use client";

import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { addMessages as messages } from "@/app/_messages/repositories";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { ButtonLink } from "@/app/_ui/text-link";
import { FormError } from "@/app/(auth)/form-error";

/** What is wrong, by the field it is shown at. */
export type AddErrors = {
  source?: string | undefined;
  branch?: string | undefined;
  token?: string | undefined;
  name?: string | undefined;
  form?: string | undefined;
};

type AddFormProps = {
  onSubmit: () => Promise<void>;
  isPending: boolean;
  error: string | undefined;
  children: ReactNode;
};

/** The form around every way of adding; after a refusal the first field that is wrong has the focus. */
export function AddForm({ onSubmit, isPending, error, children }: AddFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const wasSubmitted = useRef(false);

  // After every render: the error is there one render after the submission ended.
  useEffect(() => {
    if (isPending || !wasSubmitted.current) return;
    const wrong = form.current?.querySelector<HTMLElement>("[data-form-error], [aria-invalid='true']");
    if (wrong) {
      wasSubmitted.current = false;
      wrong.focus();
    }
  });

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending) return;
    wasSubmitted.current = true;
    await onSubmit();
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-5">
      <FormError>{error}</FormError>
      {children}
      <div className="flex justify-end gap-2">
        <ButtonLink href="/repositories" variant="quiet">
          {messages.cancel}
        </ButtonLink>
        <Button type="submit" variant="primary" loading={isPending}>
          {messages.submit}
        </Button>
      </div>
    </form>
  );
}

type NameFieldProps = { name: string; error: string | undefined; onName: (name: string) => void };

export function NameField({ name, error, onName }: NameFieldProps) {
  return (
    <Field label={messages.name} name="name" description={messages.nameHint} error={error}>
      <Input value={name} onValueChange={onName} autoComplete="off" spellCheck={false} maxLength={200} />
    </Field>
  );
}
