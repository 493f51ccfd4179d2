"use client";

import { Keyboard, Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useEffect, useEffectEvent, useMemo } from "react";
import { frameMessages } from "@/app/_messages/frame";
import { uiMessages } from "@/app/_messages/ui";
import { useCommands } from "./commands";
import { useKeysRegistry, useShortcut } from "./keys";
import type { NavItem } from "./nav";

type NavigationKeysProps = { items: readonly NavItem[]; go: (href: string) => void; onPalette: () => void };

/** What is always there: a key and a command for every screen, the palette's own key, the themes. */
export function NavigationKeys({ items, go, onPalette }: NavigationKeysProps) {
  const keys = useKeysRegistry();
  const { setTheme } = useTheme();
  const goLatest = useEffectEvent(go);
  // The frame is rendered anew with equal items; only a real change should register again.
  const signature = items.map((item) => `${item.href} ${item.keys}`).join();

  useShortcut("mod+k", onPalette, { label: frameMessages.openPalette });

  // biome-ignore lint/correctness/useExhaustiveDependencies: `signature` stands for `items`.
  useEffect(
    () =>
      keys.add(
        items.flatMap((item) =>
          item.keys === undefined
            ? []
            : [
                {
                  keys: item.keys,
                  label: item.label,
                  group: frameMessages.goTo,
                  run: () => {
                    if (item.keys !== "/" || !focusSearch()) goLatest(item.href);
                  },
                },
              ],
        ),
      ),
    [keys, signature],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: `signature` stands for `items`, and `go` only navigates.
  const commands = useMemo(
    () => [
      ...themes.map(({ theme, icon }) => ({
        id: `theme.${theme}`,
        label: frameMessages.themeCommand(uiMessages.themes[theme]),
        group: frameMessages.appearance,
        icon,
        keywords: [uiMessages.theme],
        run: () => setTheme(theme),
      })),
      {
        id: "keys",
        label: frameMessages.showKeys,
        group: frameMessages.appearance,
        icon: <Keyboard aria-hidden />,
        keys: "?",
        run: () =>
          keys
            .read()
            .findLast((shortcut) => shortcut.keys === "?")
            ?.run(),
      },
      ...items.map((item) => ({
        id: `go.${item.href}`,
        label: item.label,
        group: frameMessages.goTo,
        icon: item.icon,
        keys: item.keys,
        run: () => go(item.href),
      })),
    ],
    [signature, setTheme, keys],
  );
  useCommands(commands);
  return null;
}

/** True when the screen has a search field of its own, which now has the focus. */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>("input[data-main-search]");
  field?.focus();
  field?.select();
  return field !== null;
}

const themes = [
  { theme: "light", icon: <Sun aria-hidden /> },
  { theme: "dark", icon: <Moon aria-hidden /> },
  { theme: "system", icon: <Monitor aria-hidden /> },
] as const;
