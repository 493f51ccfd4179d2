"use client";

import { type RefObject, useRef } from "react";

/**
 * The `action` of a form whose `onSubmit` does the work. Before the page has woken there is no `onSubmit`: React then keeps
 * the browser from sending the form, and calls this as soon as there is one. However often somebody sent it, it is sent once.
 */
export function useEarlySend(form: RefObject<HTMLFormElement | null>): () => void {
  const hasSent = useRef(false);
  return () => {
    if (hasSent.current) return;
    hasSent.current = true;
    // React empties a form after its action; what was typed must outlive a refusal.
    form.current?.addEventListener("reset", (event) => event.preventDefault(), { once: true });
    form.current?.requestSubmit();
  };
}
