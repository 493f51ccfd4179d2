"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Command as CommandMenu } from "cmdk";
import { Search } from "lucide-react";
import { useRef, useSyncExternalStore } from "react";
import { frameMessages } from "@/app/_messages/frame";
import { cn } from "@/app/_ui/cn";
import { dialogBackdrop, dialogPopup } from "@/app/_ui/dialog-style";
import { Kbd } from "@/app/_ui/kbd";
import { type Command, useCommandRegistry } from "./commands";

type PaletteProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** Goes anywhere and does anything a button on this screen does. */
export function Palette({ open, onOpenChange }: PaletteProps) {
  const input = useRef<HTMLInputElement>(null);
  // Run after closing, so that a command that moves the focus is not undone by the dialog giving it back.
  const chosen = useRef<Command>(undefined);
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => onOpenChange(next)}
      onOpenChangeComplete={(isOpen) => {
        if (isOpen) return;
        chosen.current?.run();
        chosen.current = undefined;
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={dialogBackdrop} />
        <Dialog.Popup initialFocus={input} className={cn(dialogPopup, "w-[min(36rem,calc(100vw-24px))]")}>
          <Dialog.Title className="sr-only">{frameMessages.paletteTitle}</Dialog.Title>
          <CommandMenu label={frameMessages.paletteTitle} loop className="flex min-h-0 flex-col">
            <div className="flex items-center gap-3 border-line border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-quiet" />
              <CommandMenu.Input
                ref={input}
                placeholder={frameMessages.palettePlaceholder}
                className="h-12 min-w-0 flex-1 bg-transparent text-reading outline-none"
              />
              <Kbd keys="escape" />
            </div>
            <CommandMenu.List className="max-h-96 scroll-py-1 overflow-y-auto p-1.5">
              <CommandMenu.Empty className="px-2.5 py-6 text-center text-quiet">
                {frameMessages.paletteEmpty}
              </CommandMenu.Empty>
              <CommandGroups
                onChoose={(command) => {
                  chosen.current = command;
                  onOpenChange(false);
                }}
              />
            </CommandMenu.List>
          </CommandMenu>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function CommandGroups({ onChoose }: { onChoose: (command: Command) => void }) {
  const registry = useCommandRegistry();
  const commands = useSyncExternalStore(registry.subscribe, registry.read, registry.read);
  // The latest group first: what this screen does stands before what is always there.
  const groups = Map.groupBy(commands, (command) => command.group);
  return [...groups].reverse().map(([group, members]) => (
    <CommandMenu.Group
      key={group}
      heading={group}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-quiet [&_[cmdk-group-heading]]:text-small"
    >
      {members.map((command) => (
        <CommandMenu.Item
          key={command.id}
          value={command.id}
          keywords={[command.label, ...(command.keywords ?? [])]}
          onSelect={() => onChoose(command)}
          className="flex h-9 cursor-default select-none items-center gap-2.5 rounded-sm px-2.5 data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-quiet"
        >
          {command.icon}
          <span className="min-w-0 flex-1 truncate">{command.label}</span>
          {command.keys !== undefined && <Kbd keys={command.keys} plain className="text-quiet" />}
        </CommandMenu.Item>
      ))}
    </CommandMenu.Group>
  ));
}
