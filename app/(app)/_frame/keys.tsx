"use client";

import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
} from "react";
import { frameMessages } from "@/app/_messages/frame";
import { KeysDialog } from "./keys-dialog";
import { matchKeys } from "./match-keys";
import { createRegistry, type Registry } from "./registry";

export type Shortcut = {
  /** "/", "g r" or "mod+k"; mod is ⌘ or Ctrl. */
  keys: string;
  /** What the keys do, as listed under `?`. */
  label: string;
  /** The heading they are listed under. */
  group: string;
  run: () => void;
};

const KeysContext = createContext<Registry<Shortcut> | undefined>(undefined);

const sequencePauseMs = 1_200;

/** Listens for keys on behalf of every screen, and lists them under `?`. */
export function KeysProvider({ children }: { children: ReactNode }) {
  const [registry] = useState(() => createRegistry<Shortcut>());
  const [listOpen, setListOpen] = useState(false);

  useEffect(() => {
    const remove = registry.add([
      {
        keys: "?",
        label: frameMessages.showKeys,
        group: frameMessages.keysGeneral,
        run: () => setListOpen(true),
      },
    ]);
    let begun = "";
    let begunAtMs = 0;

    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      const chord = event.metaKey || event.ctrlKey;
      if (!chord && (isTyping(event.target) || isDialogOpen())) return;
      if (event.timeStamp - begunAtMs > sequencePauseMs) begun = "";
      const shortcuts = registry.read();
      const match = matchKeys(
        event,
        begun,
        shortcuts.map((shortcut) => shortcut.keys),
      );
      begun = match.begun;
      begunAtMs = event.timeStamp;
      if (match.hit === undefined) return;
      event.preventDefault();
      // The latest wins: a screen may give a key of the frame a nearer meaning.
      shortcuts.findLast((shortcut) => shortcut.keys === match.hit)?.run();
    }

    window.addEventListener("keydown", onKeyDown);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      remove();
    };
  }, [registry]);

  return (
    <KeysContext value={registry}>
      {children}
      <KeysDialog open={listOpen} onOpenChange={setListOpen} registry={registry} />
    </KeysContext>
  );
}

/** Gives a key to an action while the component is mounted; `enabled: false` takes it away. */
export function useShortcut(
  keys: string,
  run: () => void,
  about: { label: string; group?: string; enabled?: boolean },
) {
  const { label, group = frameMessages.keysGeneral, enabled = true } = about;
  const runLatest = useEffectEvent(run);
  const shortcuts = useMemo(() => (enabled ? [{ keys, label, group }] : []), [keys, label, group, enabled]);
  const registry = useKeysRegistry();
  useEffect(
    () => registry.add(shortcuts.map((shortcut) => ({ ...shortcut, run: () => runLatest() }))),
    [registry, shortcuts],
  );
}

/** The registry itself, for what adds several keys at once. */
export function useKeysRegistry(): Registry<Shortcut> {
  const registry = useContext(KeysContext);
  if (registry === undefined)
    throw new Error("Shortcuts need a KeysProvider above them: render inside Frame.");
  return registry;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement)
    return !["checkbox", "radio", "button", "submit"].includes(target.type);
  return target.matches(
    "textarea, select, [role='textbox'], [role='combobox'], [role='menu'] *, [role='listbox'] *",
  );
}

// A toast has the role of a dialog too, but nobody is inside it.
function isDialogOpen(): boolean {
  const open = "[role='dialog']:not([data-toast]), [role='alertdialog']:not([data-toast]), [role='menu']";
  return document.querySelector(open) !== null;
}
