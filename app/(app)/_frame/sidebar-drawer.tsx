"use client";

import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { frameMessages } from "@/app/_messages/frame";
import { uiMessages } from "@/app/_messages/ui";
import { buttonStyle } from "@/app/_ui/button-style";
import { cn } from "@/app/_ui/cn";
import { dialogBackdrop } from "@/app/_ui/dialog-style";

type SidebarDrawerProps = { open: boolean; onOpenChange: (open: boolean) => void; children: ReactNode };

/** The sidebar on screens narrower than 768 pixels. */
export function SidebarDrawer({ open, onOpenChange, children }: SidebarDrawerProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialogBackdrop} />
        <Dialog.Popup className="fixed inset-y-0 left-0 z-40 w-70 max-w-[85vw] border-line border-r bg-sidebar shadow-floating outline-none transition-transform duration-200 data-ending-style:-translate-x-full data-starting-style:-translate-x-full">
          <Dialog.Title className="sr-only">{frameMessages.menuTitle}</Dialog.Title>
          {children}
          <Dialog.Close aria-label={uiMessages.close} className={closeButton}>
            <X aria-hidden />
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const closeButton = cn(buttonStyle({ square: true }), "absolute top-2 left-full ml-2");
