"use client";

import { Fragment, useSyncExternalStore } from "react";
import { frameMessages } from "@/app/_messages/frame";
import { Dialog } from "@/app/_ui/dialog";
import { Kbd } from "@/app/_ui/kbd";
import type { Shortcut } from "./keys";
import type { Registry } from "./registry";

type KeysDialogProps = { open: boolean; onOpenChange: (open: boolean) => void; registry: Registry<Shortcut> };

/** Every key that works on this screen, under its heading. */
export function KeysDialog({ open, onOpenChange, registry }: KeysDialogProps) {
  const shortcuts = useSyncExternalStore(registry.subscribe, registry.read, registry.read);
  const latest = new Map(shortcuts.map((shortcut) => [shortcut.keys, shortcut]));
  const groups = Map.groupBy(latest.values(), (shortcut) => shortcut.group);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={frameMessages.keysTitle}
      description={frameMessages.keysDescription}
    >
      <div className="flex flex-col gap-4">
        {[...groups].map(([group, members]) => (
          <section key={group} aria-label={group}>
            <h3 className="mb-1 text-small text-quiet">{group}</h3>
            <dl className="grid grid-cols-[1fr_auto] items-center gap-y-1">
              {members.map((shortcut) => (
                <Fragment key={shortcut.keys}>
                  <dt>{shortcut.label}</dt>
                  <dd>
                    <Kbd keys={shortcut.keys} />
                  </dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
