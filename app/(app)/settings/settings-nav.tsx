"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { settingsMessages } from "@/app/_messages/settings";
import { cn } from "@/app/_ui/cn";

const sections = ["profile", "password", "sessions", "organization", "token"] as const;

/** The parts of the settings: a column, or a line of tabs where there is no room for one. */
export function SettingsNav() {
  const pathname = usePathname();
  return (
    <nav aria-label={settingsMessages.sections} className="shrink-0 lg:w-44">
      <ul className="flex gap-1 lg:flex-col max-lg:-mx-1 max-lg:overflow-x-auto max-lg:p-1">
        {sections.map((section) => {
          const href = `/settings/${section}`;
          const isCurrent = pathname === href;
          return (
            <li key={section} className="shrink-0">
              <Link
                href={href}
                aria-current={isCurrent ? "page" : undefined}
                className={cn(
                  "flex h-8 items-center rounded-md px-2.5",
                  isCurrent ? "bg-hover font-semibold text-text" : "text-quiet hover:text-text",
                )}
              >
                {settingsMessages[section]}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
