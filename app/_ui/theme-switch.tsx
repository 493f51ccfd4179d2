"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { uiMessages } from "@/app/_messages/ui";
import { IconButton } from "./icon-button";
import { Menu, MenuChoices } from "./menu";

/** Light, dark, or what the system says. */
export function ThemeSwitch({ className }: { className?: string }) {
  return (
    <Menu
      trigger={
        <IconButton label={uiMessages.theme} className={className}>
          <Sun aria-hidden className="dark:hidden" />
          <Moon aria-hidden className="hidden dark:block" />
        </IconButton>
      }
    >
      <ThemeChoices />
    </Menu>
  );
}

/** The choice itself, as rows of any Menu. */
export function ThemeChoices() {
  const { theme, setTheme } = useTheme();
  // The stored theme is known in the browser only.
  const inBrowser = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  return (
    <MenuChoices
      label={uiMessages.theme}
      options={themeOptions}
      value={inBrowser ? theme : undefined}
      onValueChange={setTheme}
    />
  );
}

const themeOptions = [
  { value: "light", label: uiMessages.themes.light, icon: <Sun aria-hidden /> },
  { value: "dark", label: uiMessages.themes.dark, icon: <Moon aria-hidden /> },
  { value: "system", label: uiMessages.themes.system, icon: <Monitor aria-hidden /> },
];

const neverChanges = () => () => {};
