"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTheme } from "next-themes";
import { useEffect, useRef } from "react";
import { useTRPC } from "@/app/_trpc/client";
import type { Session } from "./session-provider";

const themes = ["system", "light", "dark"] as const;

/**
 * Keeps browser and account of one mind: the account's theme is taken over at the first look, and one chosen later is
 * kept there; the browser's time zone is kept for what the server does at a time of day, until the person chooses one.
 */
export function useOwnSettings({ preferences, timeZone }: Session["person"]) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { theme, setTheme } = useTheme();
  const { mutate } = useMutation(
    trpc.account.profile.update.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.account.me.queryFilter()),
    }),
  );
  const knownTheme = useRef<string | undefined>(undefined);

  useEffect(() => {
    if (knownTheme.current === undefined) {
      knownTheme.current = preferences.theme ?? theme;
      if (preferences.theme !== undefined) setTheme(preferences.theme);
      return;
    }
    const chosen = themes.find((one) => one === theme);
    if (chosen === undefined || chosen === knownTheme.current) return;
    knownTheme.current = chosen;
    mutate({ preferences: { ...preferences, theme: chosen } });
  }, [theme, preferences, setTheme, mutate]);

  const isZoneChosen = preferences.timeZoneIsChosen === true;
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!isZoneChosen && zone !== undefined && zone !== timeZone) mutate({ timeZone: zone });
  }, [isZoneChosen, timeZone, mutate]);
}
