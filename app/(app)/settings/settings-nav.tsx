"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { auditMessages } from "@/app/_messages/audit";
import { settingsMessages } from "@/app/_messages/settings";
import { cn } from "@/app/_ui/cn";
import { usePermissions } from "../_session/session-provider";

const sections = [
  { path: "profile", label: settingsMessages.profile },
  { path: "password", label: settingsMessages.password },
  { path: "security", label: settingsMessages.security },
  { path: "sessions", label: settingsMessages.sessions },
  { path: "security-log", label: auditMessages.security },
  { path: "organization", label: settingsMessages.organization },
  { path: "members", label: settingsMessages.members },
  { path: "invitations", label: settingsMessages.invitations, needs: "invitation.manage" },
  { path: "audit", label: auditMessages.audit, needs: "audit.read" },
  { path: "embeddings", label: settingsMessages.embeddings },
  { path: "token", label: settingsMessages.token },
] as const;

/** The parts of the settings: a column, or a line of tabs where there is no room for one. */
export function SettingsNav() {
  const { can } = usePermissions();
  const pathname = usePathname();
  const shown = sections.filter((section) => !("needs" in section) || can(section.needs));
  const current = useRef<HTMLAnchorElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another address is another current link.
  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for the effect's clean-up.
    void current.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [pathname]);

  return (
    <nav aria-label={settingsMessages.sections} className="shrink-0 lg:w-44">
      <ul className="flex gap-1 lg:flex-col max-lg:-mx-2.5 max-lg:overflow-x-auto max-lg:p-0.5">
        {shown.map(({ path, label }) => {
          const href = `/settings/${path}`;
          const isCurrent = pathname === href;
          return (
            <li key={path} className="shrink-0">
              <Link
                ref={isCurrent ? current : undefined}
                href={href}
                aria-current={isCurrent ? "page" : undefined}
                className={cn(
                  "flex h-8 items-center rounded-md px-2.5",
                  isCurrent ? "bg-hover font-semibold text-text" : "text-quiet hover:text-text",
                )}
              >
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
