"use client";

import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { type LedgerView, ledgerHref, readLedgerView } from "./ledger-view";

/** What a log shows, kept in the address, so that a view can be shared and gone back to. */
export function useLedgerView(path: string) {
  const params = useSearchParams();
  const [view, setView] = useState(() => readLedgerView(params));
  function show(next: LedgerView) {
    setView(next);
    window.history.replaceState(null, "", ledgerHref(path, next));
  }
  return { view, show };
}
