"use client";

import { type FormEvent, useState } from "react";
import { type LineRange, parseLineRange } from "@/app/_code/line-range";
import { fileMessages as messages } from "@/app/_messages/files";
import { Field } from "@/app/_ui/field";
import { type DialogForm, FormDialog } from "@/app/_ui/form-dialog";
import { Input } from "@/app/_ui/input";
import { formatNumber } from "@/app/_ui/number-text";

type GoToLineProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  lineCount: number;
  onGo: (range: LineRange) => void;
};

/** The keyboard's way to a line or a range: what pressing numbers, with and without Shift, is for the mouse. */
export function GoToLine({ open, onOpenChange, lineCount, onGo }: GoToLineProps) {
  return (
    <FormDialog open={open} onOpenChange={onOpenChange} title={messages.goToLine} submitLabel={messages.go}>
      {(form) => <LineForm form={form} lineCount={lineCount} onGo={onGo} />}
    </FormDialog>
  );
}

type LineFormProps = Pick<GoToLineProps, "lineCount" | "onGo"> & { form: DialogForm };

function LineForm({ form, lineCount, onGo }: LineFormProps) {
  const [text, setText] = useState("");
  const [isWrong, setIsWrong] = useState(false);
  const last = formatNumber(lineCount);

  function submit(event: FormEvent) {
    event.preventDefault();
    const range = parseLineRange(text);
    if (range === undefined || range.from > lineCount) return setIsWrong(true);
    form.close();
    onGo({ from: range.from, to: Math.min(range.to, lineCount) });
  }

  return (
    <form id={form.id} onSubmit={submit} noValidate>
      <Field
        label={messages.goToLine}
        labelHidden
        description={messages.goToLineHint(last)}
        error={isWrong ? messages.goToLineWrong(last) : undefined}
      >
        <Input
          value={text}
          inputMode="numeric"
          autoComplete="off"
          onValueChange={(next) => {
            setText(next);
            setIsWrong(false);
          }}
        />
      </Field>
    </form>
  );
}
