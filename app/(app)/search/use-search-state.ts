"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { isSameSearch, readSearchState, type SearchState, writeSearchState } from "./search-state";

// Safari refuses the 101st change of its history within 30 seconds, and a key held down makes 30 a second.
const WRITE_AFTER_MS = 220;

/**
 * The search in the address; the text in the field and the selected result run ahead of it while somebody types or moves.
 * Typing replaces the entry of the history; `commit` puts the search that was there before back and pushes the new one,
 * so that Back leads from finished search to finished search. Nothing here asks the server for the page again.
 */
export function useSearchState() {
  const pathname = usePathname();
  const params = useSearchParams();
  const state = useMemo(() => readSearchState(params), [params]);
  const [text, setText] = useState(state.text);
  const [at, setAt] = useState(state.at);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Addresses written here, which React takes up a moment later.
  const written = useRef<string[]>([]);
  const committed = useRef(state);
  const latest = useRef(state);

  function show(next: SearchState) {
    latest.current = next;
    setText(next.text);
    setAt(next.at);
  }

  const adopt = useEffectEvent((arrived: SearchState) => {
    const address = writeSearchState(arrived);
    const own = written.current.lastIndexOf(address);
    if (own >= 0 || address === writeSearchState(latest.current)) {
      written.current.splice(0, own + 1);
      return;
    }
    cancel();
    committed.current = arrived;
    show(arrived);
  });
  useEffect(() => adopt(state), [state]);

  const onBackOrForward = useEffectEvent(() => {
    cancel();
    written.current = [];
    committed.current = readSearchState(new URLSearchParams(window.location.search));
    show(committed.current);
  });
  const onLeaving = useEffectEvent(() => flush());
  useEffect(() => {
    const popped = () => onBackOrForward();
    // Written after a navigation has begun, the address would take the place of the one that is on its way.
    const leaving = () => onLeaving();
    window.addEventListener("popstate", popped);
    window.addEventListener("pointerdown", leaving, true);
    window.addEventListener("focusout", leaving);
    return () => {
      window.removeEventListener("popstate", popped);
      window.removeEventListener("pointerdown", leaving, true);
      window.removeEventListener("focusout", leaving);
      clearTimeout(timer.current);
    };
  }, []);

  function cancel() {
    clearTimeout(timer.current);
    timer.current = undefined;
  }

  function write(next: SearchState, how: "pushState" | "replaceState") {
    const address = writeSearchState(next);
    written.current.push(address);
    window.history[how](null, "", `${pathname}${address}`);
  }

  function flush() {
    if (timer.current === undefined) return;
    cancel();
    write(latest.current, "replaceState");
  }

  function writeSoon() {
    cancel();
    timer.current = setTimeout(flush, WRITE_AFTER_MS);
  }

  return {
    state,
    text,
    at,
    /** Whether the field says something that no finished search has said. */
    isDraft: text.trim() !== committed.current.text.trim(),
    type(value: string) {
      show({ ...latest.current, text: value, at: undefined });
      writeSoon();
      if (value.trim() === "") flush();
    },
    /** Finishes the search as it stands, with changes if there are any. */
    commit(changes: Partial<SearchState> = {}): SearchState {
      cancel();
      const next = { ...latest.current, at: undefined, ...changes };
      if (isSameSearch(next, committed.current)) {
        flush();
        return latest.current;
      }
      write(committed.current, "replaceState");
      write(next, "pushState");
      committed.current = next;
      show(next);
      return next;
    },
    /** Selects a result by its id. */
    select(id: string) {
      if (latest.current.at === id) return;
      const next = { ...latest.current, at: id };
      if (isSameSearch(next, committed.current)) committed.current = next;
      show(next);
      writeSoon();
    },
    /** Writes into the address what still waits: before one goes elsewhere. */
    flush,
  };
}
