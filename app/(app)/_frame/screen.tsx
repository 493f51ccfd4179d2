"use client";

import { Menu as MenuIcon, Search } from "lucide-react";
import type { ReactNode } from "react";
import { frameMessages } from "@/app/_messages/frame";
import { Breadcrumbs, type Crumb } from "@/app/_ui/breadcrumbs";
import { cn } from "@/app/_ui/cn";
import { IconButton } from "@/app/_ui/icon-button";
import { Kbd } from "@/app/_ui/kbd";
import { useFrame } from "./frame-context";

type ScreenProps = {
  /** The page's heading, last of the breadcrumbs. */
  title: ReactNode;
  parents?: readonly Crumb[] | undefined;
  /** A Badge beside the title. */
  badge?: ReactNode;
  /** Buttons at the right of the header. */
  actions?: ReactNode;
  /** True where the content brings its own padding and scrolling, such as panes side by side. */
  flush?: boolean | undefined;
  children: ReactNode;
};

/** One screen in the frame: the header of 48 pixels and the content below it. */
export function Screen({ title, parents = [], badge, actions, flush = false, children }: ScreenProps) {
  return (
    <>
      <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b px-3 md:px-5">
        <MenuButton />
        <div className="flex min-w-0 flex-1 items-center gap-2">
          <Breadcrumbs
            parents={parents}
            current={<h1 className="truncate font-semibold text-base">{title}</h1>}
          />
          {badge}
        </div>
        <PaletteButton />
        {actions}
      </header>
      {/* Positioned, so that what is hidden for sight alone inside does not lengthen the document. */}
      <main
        id="content"
        tabIndex={-1}
        className={cn(
          "relative min-h-0 flex-1 outline-none",
          flush ? "overflow-hidden" : "overflow-y-auto p-4 md:px-5",
        )}
      >
        {children}
      </main>
    </>
  );
}

function MenuButton() {
  const { openSidebar } = useFrame();
  return (
    <IconButton label={frameMessages.openMenu} onClick={openSidebar} className="-ml-1 md:hidden">
      <MenuIcon aria-hidden />
    </IconButton>
  );
}

function PaletteButton() {
  const { openPalette } = useFrame();
  return (
    <>
      <button
        type="button"
        onClick={openPalette}
        aria-keyshortcuts="Meta+K Control+K"
        className="hidden h-7 w-65 shrink-0 items-center gap-2 rounded-md border border-line bg-panel pr-1.5 pl-2 text-faint shadow-raised transition-colors hover:text-quiet md:max-lg:w-52 md:flex"
      >
        <Search aria-hidden className="size-3.5" />
        <span className="flex-1 truncate text-left">{frameMessages.openPalette}</span>
        <span aria-hidden className="flex">
          <Kbd keys="mod+k" />
        </span>
      </button>
      <IconButton label={frameMessages.openPalette} onClick={openPalette} className="md:hidden">
        <Search aria-hidden />
      </IconButton>
    </>
  );
}
