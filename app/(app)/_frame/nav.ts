import type { ReactNode } from "react";

export type NavItem = {
  href: string;
  label: string;
  /** A lucide icon, 16 pixels. */
  icon: ReactNode;
  /** "/" for search, else "g" and a letter: "g r". */
  keys?: string | undefined;
  /** A word at the right in place of the keys: "412 of 1,000". */
  detail?: string | undefined;
};

/** A screen is current on its own address and on all below it. */
export function isCurrent(href: string, pathname: string): boolean {
  return pathname === href || (href !== "/" && pathname.startsWith(`${href}/`));
}
