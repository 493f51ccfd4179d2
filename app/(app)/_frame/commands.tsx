"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { createRegistry, type Registry } from "./registry";

export type Command = {
  /** Unique among all commands, such as "repositories.add". */
  id: string;
  /** What it does or where it goes: "Add a repository". */
  label: string;
  /** The heading it stands under. */
  group: string;
  icon?: ReactNode;
  /** Shown at its right; listening for them is useShortcut's part. */
  keys?: string | undefined;
  /** Other words that should find it. */
  keywords?: string[] | undefined;
  run: () => void;
};

const CommandContext = createContext<Registry<Command> | undefined>(undefined);

/** Holds what the palette can do. Frame renders it. */
export function CommandProvider({ children }: { children: ReactNode }) {
  const [registry] = useState(() => createRegistry<Command>());
  return <CommandContext value={registry}>{children}</CommandContext>;
}

/** Adds commands to the palette while the component is mounted. */
export function useCommands(commands: readonly Command[]) {
  const registry = useCommandRegistry();
  // A new array on every render is fine: only an open palette listens.
  useEffect(() => registry.add(commands), [registry, commands]);
}

export function useCommandRegistry(): Registry<Command> {
  const registry = useContext(CommandContext);
  if (registry === undefined)
    throw new Error("Commands need a CommandProvider above them: render inside Frame.");
  return registry;
}
