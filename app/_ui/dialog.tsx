"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { uiMessages } from "@/app/_messages/ui";
import { buttonStyle } from "./button-style";
import { cn } from "./cn";
import { dialogBackdrop, dialogPopup } from "./dialog-style";

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  className?: string | undefined;
  children?: ReactNode;
};

/** A task over the page. Escape or the backdrop closes it and focus returns to where it was. */
export function Dialog({ open, onOpenChange, title, description, footer, className, children }: DialogProps) {
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={dialogBackdrop} />
        <BaseDialog.Popup className={cn(dialogPopup, className)}>
          <header className="pt-4 pr-12 pl-5">
            <BaseDialog.Title className="font-semibold text-reading">{title}</BaseDialog.Title>
            {description !== undefined && (
              <BaseDialog.Description className="mt-0.5 text-quiet">{description}</BaseDialog.Description>
            )}
          </header>
          <div className="overflow-y-auto px-5 py-4">{children}</div>
          {footer !== undefined && (
            <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">
              {footer}
            </footer>
          )}
          {/* Last, so that the first field gets the focus. */}
          <BaseDialog.Close
            aria-label={uiMessages.close}
            className={cn(closeButton, "absolute top-4 right-4")}
          >
            <X aria-hidden />
          </BaseDialog.Close>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

const closeButton = buttonStyle({ variant: "quiet", size: "small", square: true });
