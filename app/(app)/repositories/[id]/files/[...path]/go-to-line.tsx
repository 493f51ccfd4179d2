"use client";

import { type FormEvent, useId, useState } from "react";
import { type LineRange, parseLineRange } from "@/app/_code/line-range";
import { fileMessages as messages } from "@/app/_messages/files";
import { uiMessages } from "@/app/_messages/ui";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
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
  const formId = useId();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={messages.goToLine}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{uiMessages.cancel}</Button>
          <Button type="submit" form={formId} variant="primary">
            {messages.go}
          </Button>
        </>
      }
    >
      <LineForm
        formId={formId}
        lineCount={lineCount}
        onGo={(range) => {
          onOpenChange(false);
          onGo(range);
        }}
      />
    </Dialog>
  );
}

function LineForm({
  formId,
  lineCount,
  onGo,
}: {
  formId: string;
  lineCount: number;
  onGo: GoToLineProps["onGo"];
}) {
  const [text, setText] = useState("");
  const [isWrong, setIsWrong] = useState(false);
  const last = formatNumber(lineCount);

  function submit(event: FormEvent) {
    event.preventDefault();
    const range = parseLineRange(text);
    if (range === undefined || range.from > lineCount) return setIsWrong(true);
    onGo({ from: range.from, to: Math.min(range.to, lineCount) });
  }

  return (
    <form id={formId} onSubmit={submit} noValidate>
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
