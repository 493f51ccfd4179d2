"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type FormEvent, type ReactNode, useState } from "react";
import { uiMessages } from "@/app/_messages/ui";
import { Button } from "./button";
import { dialogBackdrop, dialogPopup } from "./dialog-style";
import { Field } from "./field";
import { Input } from "./input";

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A question with the name in it: "Delete payments-api?" */
  title: string;
  /** What goes with it, and whether it can come back. */
  description: ReactNode;
  /** The verb: "Delete repository". */
  confirmLabel: string;
  /** Closes the dialog when it resolves; a rejection is shown in the dialog, which stays open. */
  onConfirm: () => unknown;
  /** When it cannot be undone: the name that must be typed first. */
  nameToType?: string | undefined;
  /** False for a confirmation that destroys nothing. */
  danger?: boolean | undefined;
};

/** Asks before something goes. */
export function ConfirmDialog({ open, onOpenChange, ...rest }: ConfirmDialogProps) {
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={dialogBackdrop} />
        <AlertDialog.Popup className={dialogPopup}>
          <ConfirmForm {...rest} onDone={() => onOpenChange(false)} />
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

// Mounted with the popup, so that every opening starts with an empty field and no old error.
function ConfirmForm(props: Omit<ConfirmDialogProps, "open" | "onOpenChange"> & { onDone: () => void }) {
  const [typed, setTyped] = useState("");
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const allowed = props.nameToType === undefined || typed.trim() === props.nameToType;

  async function confirm(event: FormEvent) {
    event.preventDefault();
    if (!allowed || pending) return;
    setPending(true);
    setFailure(undefined);
    try {
      await props.onConfirm();
      props.onDone();
    } catch (error) {
      setFailure(error instanceof Error && error.message ? error.message : uiMessages.confirmFailed);
    } finally {
      setPending(false);
    }
  }

  return (
    <form onSubmit={confirm}>
      <div className="flex flex-col gap-2 px-5 pt-4 pb-5">
        <AlertDialog.Title className="font-semibold text-reading">{props.title}</AlertDialog.Title>
        <AlertDialog.Description render={<div />} className="text-quiet">
          {props.description}
        </AlertDialog.Description>
        {props.nameToType !== undefined && (
          <Field label={uiMessages.typeToConfirm(props.nameToType)} className="mt-2">
            <Input value={typed} onValueChange={setTyped} autoComplete="off" spellCheck={false} />
          </Field>
        )}
        {failure !== undefined && (
          <p role="alert" className="text-danger">
            {failure}
          </p>
        )}
      </div>
      <footer className="flex justify-end gap-2 border-line border-t px-5 py-3">
        <AlertDialog.Close render={<Button disabled={pending} />}>{uiMessages.cancel}</AlertDialog.Close>
        <Button
          type="submit"
          variant={props.danger === false ? "primary" : "danger"}
          disabled={!allowed}
          loading={pending}
        >
          {props.confirmLabel}
        </Button>
      </footer>
    </form>
  );
}
