"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { Field } from "@/app/_ui/field";
import type { DialogForm } from "@/app/_ui/form-dialog";
import { Input } from "@/app/_ui/input";
import { procedureProblem } from "../_session/procedure-problem";

type NameFormProps = {
  form: DialogForm;
  label: string;
  /** What is said when nothing is written. */
  missing: string;
  initial: string;
  hint?: ReactNode;
  /** Does it; what it throws is shown at the field. */
  onName: (name: string) => Promise<void>;
};

/** One field for a name, in a dialog. */
export function NameForm({ form, label, missing, initial, hint, onName }: NameFormProps) {
  const [typed, setTyped] = useState(initial);
  const [error, setError] = useState<string>();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (form.isPending) return;
    const name = typed.trim();
    setError(name === "" ? missing : undefined);
    if (name === "") return;
    form.setPending(true);
    try {
      await onName(name);
      form.close();
    } catch (refusal) {
      setError(procedureProblem(refusal).message);
    } finally {
      form.setPending(false);
    }
  }

  return (
    <form id={form.id} onSubmit={submit} noValidate>
      <Field label={label} name="name" error={error} description={hint}>
        <Input
          value={typed}
          onValueChange={setTyped}
          onFocus={(event) => event.currentTarget.select()}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
        />
      </Field>
    </form>
  );
}
