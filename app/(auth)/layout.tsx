import type { ReactNode } from "react";
import { authMessages } from "@/app/_messages/auth";
import { uiMessages } from "@/app/_messages/ui";
import { ThemeSwitch } from "@/app/_ui/theme-switch";
import { Mark } from "./mark";

/** The screens before one is signed in: one narrow column. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-12 items-center justify-end px-3">
        <ThemeSwitch />
      </header>
      <main className="mx-auto flex w-full max-w-88 flex-1 flex-col px-4 pt-[8vh] pb-12">
        <div className="mb-8 flex items-center gap-3">
          <Mark />
          <div>
            <p className="font-semibold text-reading">{uiMessages.appName}</p>
            <p className="text-quiet text-small">{authMessages.tagline}</p>
          </div>
        </div>
        {children}
      </main>
    </div>
  );
}
