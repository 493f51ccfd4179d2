"use client";

import { Toast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import type { ReactNode } from "react";
import { uiMessages } from "@/app/_messages/ui";
import { buttonStyle } from "./button-style";
import { cn } from "./cn";

export type ToastKind = "plain" | "success" | "failure";

export type ToastOptions = {
  /** What happened. */
  title: string;
  /** What to do next, when there is something. */
  description?: string | undefined;
  kind?: ToastKind | undefined;
  /** For example Undo; the toast closes when it is pressed. */
  action?: { label: string; onClick: () => void } | undefined;
  /** How long it stays, where the usual time is not enough. */
  timeoutMs?: number | undefined;
};

/** Shows short notices at the bottom right. Stands once, around the whole application. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport
          aria-label={uiMessages.notifications}
          className="fixed inset-x-3 bottom-3 z-50 flex flex-col items-end gap-2 sm:left-auto sm:w-88"
        >
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

/** `show` gives the toast's id; failures are announced at once and stay until they are closed. */
export function useToast() {
  const { add, close } = Toast.useToastManager();
  return {
    show({ title, description, kind = "plain", action, timeoutMs }: ToastOptions): string {
      const id: string = add({
        title,
        description,
        type: kind,
        priority: kind === "failure" ? "high" : "low",
        timeout: timeoutMs ?? (kind === "failure" ? 0 : action === undefined ? 5_000 : 10_000),
        actionProps: action && {
          children: action.label,
          onClick: () => {
            action.onClick();
            close(id);
          },
        },
      });
      return id;
    },
    dismiss: (id: string) => close(id),
  };
}

function Toasts() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      data-toast
      swipeDirection={["right", "down"]}
      className="w-full rounded-lg border border-line bg-panel shadow-floating transition-[opacity,translate] duration-150 data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-start gap-2.5 py-2.5 pr-2 pl-3">
        <KindIcon kind={toast.type} />
        <div className="min-w-0 flex-1 py-0.5">
          <Toast.Title className="font-medium text-base" />
          <Toast.Description className="text-quiet" />
        </div>
        <Toast.Action className={buttonStyle({ size: "small" })} />
        <Toast.Close
          aria-label={uiMessages.close}
          className={cn(buttonStyle({ variant: "quiet", size: "small", square: true }))}
        >
          <X aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}

function KindIcon({ kind }: { kind: string | undefined }) {
  if (kind === "success") return <CircleCheck aria-hidden className="mt-1 size-4 shrink-0 text-accent" />;
  if (kind === "failure") return <CircleAlert aria-hidden className="mt-1 size-4 shrink-0 text-danger" />;
  return null;
}
