"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { readSearchState, type SearchState, writeSearchState } from "./search-state";

const WRITE_AFTER_MS = 220;

/**
 * The search in the address, and the text in the field, which runs ahead of it while somebody types. Typing replaces the
 * entry of the history; `commit` puts the search that was there before back and pushes the new one, so that Back leads
 * from finished search to finished search. Nothing here asks the server for the page again.
 */
export function useSearchState() {
  const pathname = usePathname();
  const params = useSearchParams();
  const state = useMemo(() => readSearchState(params), [params]);
  const [text, setText] = useState(state.text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Addresses written here, which React takes up a moment later.
  const written = useRef<string[]>([]);
  const committed = useRef(state);
  const latest = useRef(state);

  const adopt = useEffectEvent((arrived: SearchState) => {
    const address = writeSearchState(arrived);
    const own = written.current.lastIndexOf(address);
    if (own >= 0 || address === writeSearchState(latest.current)) {
      written.current.splice(0, own + 1);
      return;
    }
    clearTimeout(timer.current);
    committed.current = arrived;
    latest.current = arrived;
    setText(arrived.text);
  });
  useEffect(() => adopt(state), [state]);

  useEffect(() => {
    function onBackOrForward() {
      clearTimeout(timer.current);
      written.current = [];
      const arrived = readSearchState(new URLSearchParams(window.location.search));
      committed.current = arrived;
      latest.current = arrived;
      setText(arrived.text);
    }
    window.addEventListener("popstate", onBackOrForward);
    return () => {
      window.removeEventListener("popstate", onBackOrForward);
      clearTimeout(timer.current);
    };
  }, []);

  function write(next: SearchState, how: "push" | "replace") {
    clearTimeout(timer.current);
    written.current.push(writeSearchState(next));
    latest.current = next;
    const address = (one: SearchState) => `${pathname}${writeSearchState(one)}`;
    if (how === "push") {
      window.history.replaceState(null, "", address(committed.current));
      committed.current = next;
    }
    window.history[how === "push" ? "pushState" : "replaceState"](null, "", address(next));
  }

  return {
    state,
    text,
    /** Whether the field says something that no finished search has said. */
    isDraft: text.trim() !== committed.current.text.trim(),
    type(value: string) {
      setText(value);
      clearTimeout(timer.current);
      const next = () => write({ ...latest.current, text: value, at: undefined }, "replace");
      if (value.trim() === "") next();
      else timer.current = setTimeout(next, WRITE_AFTER_MS);
    },
    /** Finishes the search as it stands, with changes if there are any. */
    commit(changes: Partial<SearchState> = {}) {
      const next = { ...latest.current, text, at: undefined, ...changes };
      setText(next.text);
      if (writeSearchState(next) !== writeSearchState(committed.current)) write(next, "push");
    },
    select(at: string | undefined) {
      const isCommitted = writeSearchState(latest.current) === writeSearchState(committed.current);
      write({ ...latest.current, at }, "replace");
      if (isCommitted) committed.current = latest.current;
    },
  };
}
