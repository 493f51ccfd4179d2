import Link from "next/link";
import type { ReactNode } from "react";
import { uiMessages } from "@/app/_messages/ui";
import { cn } from "./cn";

export type Crumb = { label: string; href: string };

type BreadcrumbsProps = {
  /** From the outermost in. */
  parents: readonly Crumb[];
  /** Where one is; the page's heading where it stands in the header. */
  current: ReactNode;
  className?: string | undefined;
};

/** Where one is, and the way up. On narrow screens only the nearest parent is kept. */
export function Breadcrumbs({ parents, current, className }: BreadcrumbsProps) {
  if (parents.length === 0) return <div className={cn("min-w-0 truncate", className)}>{current}</div>;
  return (
    <nav aria-label={uiMessages.breadcrumbs} className={cn("min-w-0", className)}>
      <ol className="flex min-w-0 items-center">
        {parents.map((crumb) => (
          <li key={crumb.href} className="flex min-w-0 shrink items-center max-md:not-nth-last-2:hidden">
            <Link href={crumb.href} className="truncate rounded-xs text-quiet hover:text-text">
              {crumb.label}
            </Link>
            <span aria-hidden className="px-2 text-faint">
              /
            </span>
          </li>
        ))}
        <li aria-current="page" className="min-w-0 truncate">
          {current}
        </li>
      </ol>
    </nav>
  );
}
