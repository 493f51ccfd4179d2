"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { useEarlySend } from "@/app/_ui/use-early-send";
import type { Problem } from "./auth-problem";

type Checks<Name extends string> = Record<Name, (value: string) => string | undefined>;

/** Field errors by name, and `form` for what concerns no single field. */
export type FormErrors<Name extends string> = Partial<Record<Name | "form", string>>;

/**
 * A form that is checked when it is sent: every wrong field gets its error, and the first of them the focus.
 * `send` gives a problem to show, or undefined when it went well; the button stays busy until then.
 */
export function useCheckedForm<Name extends string>(
  checks: Checks<Name>,
  send: (values: Record<Name, string>) => Promise<Problem | undefined>,
) {
  const form = useRef<HTMLFormElement>(null);
  const sendEarly = useEarlySend(form);
  const [errors, setErrors] = useState<FormErrors<Name>>({});
  const [pending, setPending] = useState(false);
  const names = Object.keys(checks) as Name[];

  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>("[aria-invalid='true'], [data-form-error]");
    if (Object.keys(errors).length > 0) first?.focus();
  }, [errors]);

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const values = readValues(new FormData(event.currentTarget), names);
    const found = names.flatMap((name) => {
      const problem = checks[name](values[name]);
      return problem === undefined ? [] : [[name, problem]];
    });
    setErrors(Object.fromEntries(found) as FormErrors<Name>);
    if (found.length > 0) return;
    setPending(true);
    try {
      const problem = await send(values);
      if (problem) setErrors({ [knownField(problem.field, names)]: problem.message } as FormErrors<Name>);
    } finally {
      setPending(false);
    }
  }

  return {
    form: { ref: form, onSubmit, noValidate: true, action: sendEarly },
    errors,
    pending,
    /** Empties the fields and forgets the errors. */
    clear() {
      form.current?.reset();
      setErrors({});
    },
  };
}

function readValues<Name extends string>(data: FormData, names: readonly Name[]): Record<Name, string> {
  const entries = names.map((name) => [name, String(data.get(name) ?? "")]);
  return Object.fromEntries(entries) as Record<Name, string>;
}

/** The server says "newPassword" even where the form has one password only. */
function knownField<Name extends string>(field: string | undefined, names: readonly Name[]): Name | "form" {
  const exact = names.find((name) => name === field);
  if (exact !== undefined) return exact;
  return names.find((name) => name === "password" && field === "newPassword") ?? "form";
}
