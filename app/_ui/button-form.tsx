"use client";

import { type FormEvent, type ReactNode, useRef } from "react";
import { useEarlySend } from "./use-early-send";

type ButtonFormProps = { onSend: () => unknown; className?: string; children: ReactNode };

/** Around a button of type "submit" that people press at once: a click before the page has woken is not lost. */
export function ButtonForm({ onSend, className, children }: ButtonFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const sendEarly = useEarlySend(form);
  function submit(event: FormEvent) {
    event.preventDefault();
    onSend();
  }
  return (
    <form ref={form} action={sendEarly} onSubmit={submit} className={className}>
      {children}
    </form>
  );
}
