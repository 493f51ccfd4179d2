"use client";

import { useMemo, useSyncExternalStore } from "react";
import { useSession } from "../_session/session-provider";

const MOST = 8;
const changed = new Set<() => void>();
const nothing = "[]";

/**
 * Finished searches as query strings ("?q=…"), the latest first, kept in this browser for each person and organization:
 * what somebody looked for is nobody else's business, not even the next person's at the same machine.
 */
export function useRecentSearches() {
  const { person, organization } = useSession();
  const key = `carrel.searches.${organization.id}.${person.id}`;
  const kept = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => nothing,
  );
  const searches = useMemo(() => parse(kept), [kept]);
  return {
    searches,
    remember: (search: string) =>
      write(key, [search, ...parse(read(key)).filter((one) => one !== search)].slice(0, MOST)),
    forget: (search: string) =>
      write(
        key,
        parse(read(key)).filter((one) => one !== search),
      ),
    clear: () => write(key, []),
  };
}

function subscribe(listener: () => void) {
  changed.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    changed.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

// A browser may forbid storage, or hold it full: then nothing is remembered.
function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? nothing;
  } catch {
    return nothing;
  }
}

function write(key: string, searches: readonly string[]) {
  try {
    if (searches.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(searches));
  } catch {
    return;
  }
  for (const listener of changed) listener();
}

function parse(kept: string): string[] {
  try {
    const value: unknown = JSON.parse(kept);
    if (!Array.isArray(value)) return [];
    return value.filter((one): one is string => typeof one === "string" && one.startsWith("?"));
  } catch {
    return [];
  }
}
