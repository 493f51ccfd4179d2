"use client";

import { type ReactNode, useId, useState } from "react";
import { uiMessages } from "@/app/_messages/ui";
import { Button } from "./button";
import { Dialog } from "./dialog";

/** What a form in a dialog needs of it. */
export interface DialogForm {
  /** The form's `id`: the button that submits it stands outside. */
  id: string;
  isPending: boolean;
  setPending: (isPending: boolean) => void;
  close: () => void;
}

type FormDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  submitLabel: string;
  /** One component, which is mounted with the dialog: so every opening starts anew. */
  children: (form: DialogForm) => ReactNode;
};

/** A dialog with one form, and below it the buttons that leave it or submit it. */
export function FormDialog({ open, onOpenChange, submitLabel, children, ...rest }: FormDialogProps) {
  const id = useId();
  const [isPending, setPending] = useState(false);
  const close = () => onOpenChange(false);
  return (
    <Dialog
      {...rest}
      open={open}
      onOpenChange={onOpenChange}
      footer={
        <>
          <Button onClick={close}>{uiMessages.cancel}</Button>
          <Button type="submit" form={id} variant="primary" loading={isPending}>
            {submitLabel}
          </Button>
        </>
      }
    >
      {children({ id, isPending, setPending, close })}
    </Dialog>
  );
}
