"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { frameMessages } from "@/app/_messages/frame";
import { cn } from "@/app/_ui/cn";
import { Kbd } from "@/app/_ui/kbd";
import { isCurrent, type NavItem } from "./nav";

type SidebarProps = {
  organization: ReactNode;
  user: ReactNode;
  nav: readonly NavItem[];
  footer: readonly NavItem[];
};

/** Where one can go. The same in the column and in the drawer. */
export function Sidebar({ organization, user, nav, footer }: SidebarProps) {
  return (
    <nav
      aria-label={frameMessages.mainNavigation}
      className="flex h-full flex-col overflow-y-auto bg-sidebar p-2"
    >
      <div className="mb-1.5">{organization}</div>
      <NavList items={nav} />
      <div className="mt-auto pt-4">
        <NavList items={footer} />
        {user}
      </div>
    </nav>
  );
}

function NavList({ items }: { items: readonly NavItem[] }) {
  const pathname = usePathname();
  return (
    <ul className="flex flex-col">
      {items.map((item) => (
        <li key={item.href}>
          <NavLink item={item} current={isCurrent(item.href, pathname)} />
        </li>
      ))}
    </ul>
  );
}

function NavLink({ item, current }: { item: NavItem; current: boolean }) {
  return (
    <Link
      href={item.href}
      aria-current={current ? "page" : undefined}
      className={cn(
        "flex h-8 items-center gap-2.5 rounded-md border px-[7px] text-base -outline-offset-2 [&_svg]:size-4 [&_svg]:shrink-0",
        current
          ? "border-line bg-panel font-semibold text-text shadow-raised"
          : "border-transparent text-quiet hover:text-text",
      )}
    >
      {item.icon}
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      {item.detail !== undefined && <span className="text-faint text-tiny tabular-nums">{item.detail}</span>}
      {/* Keys are for sight here: `?` lists them, and a name of "Search /" would be read out. */}
      {item.detail === undefined && item.keys !== undefined && (
        <span aria-hidden className="flex max-md:hidden">
          <Kbd keys={item.keys} plain />
        </span>
      )}
    </Link>
  );
}
