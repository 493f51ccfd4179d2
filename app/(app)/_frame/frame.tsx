"use client";

import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { frameMessages } from "@/app/_messages/frame";
import { CommandProvider } from "./commands";
import { FrameContext } from "./frame-context";
import { KeysProvider } from "./keys";
import type { NavItem } from "./nav";
import { NavigationKeys } from "./navigation-keys";
import { Palette } from "./palette";
import { Sidebar } from "./sidebar";
import { SidebarDrawer } from "./sidebar-drawer";

type FrameProps = {
  /** The OrgSwitcher. */
  organization: ReactNode;
  /** The UserMenu. */
  user: ReactNode;
  /** The screens, in order. */
  nav: readonly NavItem[];
  /** What stands at the foot of the sidebar: Usage, Settings. */
  footer: readonly NavItem[];
  /** One Screen. */
  children: ReactNode;
};

/** Sidebar, palette and keys around every screen of an organization. */
export function Frame({ organization, user, nav, footer, children }: FrameProps) {
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [drawerOpen, setDrawerOpen] = useState(false);
  const pathname = usePathname();
  const router = useRouter();
  const controls = useMemo(
    () => ({ openPalette: () => setPaletteOpen(true), openSidebar: () => setDrawerOpen(true) }),
    [],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving somewhere closes the drawer.
  useEffect(() => setDrawerOpen(false), [pathname]);

  const sidebar = <Sidebar organization={organization} user={user} nav={nav} footer={footer} />;
  return (
    <KeysProvider>
      <CommandProvider>
        <FrameContext value={controls}>
          {/* First, so that what a screen adds counts as later: it wins over a key and heads the palette. */}
          <NavigationKeys
            items={[...nav, ...footer]}
            go={(href) => router.push(href)}
            onPalette={() => setPaletteOpen((open) => !open)}
          />
          <a href="#content" className={skipLink}>
            {frameMessages.skipToContent}
          </a>
          <div className="flex h-dvh overflow-hidden">
            <div className="hidden w-58 shrink-0 border-line border-r md:block">{sidebar}</div>
            <div className="flex min-w-0 flex-1 flex-col">{children}</div>
          </div>
          <SidebarDrawer open={drawerOpen} onOpenChange={setDrawerOpen}>
            {sidebar}
          </SidebarDrawer>
          <Palette open={paletteOpen} onOpenChange={setPaletteOpen} />
        </FrameContext>
      </CommandProvider>
    </KeysProvider>
  );
}

const skipLink =
  "fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-1.5 font-medium text-on-accent focus-visible:translate-y-0";
