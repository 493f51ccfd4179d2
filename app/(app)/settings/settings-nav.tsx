"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { settingsMessages } from "@/app/_messages/settings";
import { cn } from "@/app/_ui/cn";

const sections = [
  "profile",
  "password",
  "security",
  "sessions",
  "organization",
  "embeddings",
  "token",
] as const;

/** The parts of the settings: a column, or a line of tabs where there is no room for one. */
export function SettingsNav() {
  const pathname = usePathname();
  const current = useRef<HTMLAnchorElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another address is another current link.
  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for the effect's clean-up.
    void current.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [pathname]);

  return (
    <nav aria-label={settingsMessages.sections} className="shrink-0 lg:w-44">
      <ul className="flex gap-1 lg:flex-col max-lg:-mx-2.5 max-lg:overflow-x-auto max-lg:p-0.5">
        {sections.map((section) => {
          const href = `/settings/${section}`;
          const isCurrent = pathname === href;
          return (
            <li key={section} className="shrink-0">
              <Link
                ref={isCurrent ? current : undefined}
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
