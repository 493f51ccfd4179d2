"use client";

import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { uiMessages } from "@/app/_messages/ui";
import { SegmentedControl } from "@/app/_ui/segmented-control";

/** Light, dark, or what the system says, all in sight. */
export function ThemeChoice() {
  const { theme = "system", setTheme } = useTheme();
  // The stored theme is known in the browser only.
  const isInBrowser = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  return (
    <SegmentedControl
      label={uiMessages.theme}
      options={options}
      value={isInBrowser ? theme : ""}
      onValueChange={setTheme}
    />
  );
}

const options = [
  { value: "light", label: uiMessages.themes.light },
  { value: "dark", label: uiMessages.themes.dark },
  { value: "system", label: uiMessages.themes.system },
];

const neverChanges = () => () => {};
