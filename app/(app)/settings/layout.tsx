import type { Metadata } from "next";
import type { ReactNode } from "react";
import { settingsMessages } from "@/app/_messages/settings";
import { Screen } from "../_frame/screen";
import { SettingsNav } from "./settings-nav";

export const metadata: Metadata = { title: settingsMessages.title };

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <Screen title={settingsMessages.title}>
      <div className="flex gap-8 max-lg:flex-col max-lg:gap-5">
        <SettingsNav />
        <div className="min-w-0 max-w-160 flex-1">{children}</div>
      </div>
    </Screen>
  );
}
