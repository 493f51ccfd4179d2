"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { isLeaving } from "@/app/(auth)/leave-for";
import { announceSessionChange, onSessionChange } from "@/app/(auth)/session-news";
import { withNext } from "@/app/(auth)/with-next";

const REFRESH_AT_MOST_EVERY_MS = 10_000;

/**
 * Leaves what may not be shown any more: for the sign-in when the session has ended, for the start when another tab
 * changed person or organization, and for the layout's choice of organizations when the membership is gone.
 */
export function useSessionWatch() {
  const queryClient = useQueryClient();
  const router = useRouter();

  useEffect(() => onSessionChange(() => window.location.assign("/")), []);

  useEffect(() => {
    // A page brought back from memory may be of the organization before.
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) window.location.reload();
    };
    window.addEventListener("pageshow", onShow);
    return () => window.removeEventListener("pageshow", onShow);
  }, []);

  useEffect(() => {
    let refreshedAtMs = Number.NEGATIVE_INFINITY;
    return queryClient.getQueryCache().subscribe((event) => {
      if (event.type !== "updated" || event.action.type !== "error") return;
      const code = codeOf(event.action.error);
      const isGone = code === "FORBIDDEN" && isCurrent(event.query.queryKey);
      if (code === "UNAUTHORIZED") goToSignIn();
      // The other tabs share one stream with this one, and would hear of it only when their turn at it comes.
      if (code === "UNAUTHORIZED" || isGone) announceSessionChange();
      if (code === "FORBIDDEN" && (isGone || performance.now() - refreshedAtMs > REFRESH_AT_MOST_EVERY_MS)) {
        refreshedAtMs = performance.now();
        router.refresh();
      }
    });
  }, [queryClient, router]);
}

/** To the sign-in, and back here afterwards. */
function goToSignIn(): void {
  if (isLeaving()) return;
  const { pathname, search } = window.location;
  window.location.assign(withNext("/sign-in", pathname + search));
}

/** Whether a query asks for the active organization: a refusal says that the membership is gone. */
const isCurrent = (key: readonly unknown[]): boolean =>
  JSON.stringify(key[0]) === '["organization","current"]';

function codeOf(error: unknown): unknown {
  const data = typeof error === "object" && error !== null && "data" in error ? error.data : undefined;
  return typeof data === "object" && data !== null && "code" in data ? data.code : undefined;
}
