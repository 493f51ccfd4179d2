"use client";

import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { auditMessages as messages } from "@/app/_messages/audit";
import { CopyButton } from "@/app/_ui/copy-button";
import { RelativeTime } from "@/app/_ui/relative-time";
import { exactWords } from "@/app/_ui/relative-words";
import { deviceName } from "../sessions/device-name";
import { changedFields } from "./changed-fields";
import { FieldTable } from "./field-table";

/** An event as both logs show it. */
export interface ShownEvent {
  id: string;
  createdAt: Date;
  /** Who did it, where a log is about several people. */
  who?: string | undefined;
  /** What was done, with a capital where nobody's name stands before it. */
  what: string;
  /** To what: its name. */
  thing?: string | undefined;
  action: string;
  entityId?: string | undefined;
  data: Record<string, unknown>;
  correlationId: string;
  ip: string | null;
  userAgent: string | null;
}

/** One line of a log; opened, it shows what stood there before and after, and where it came from. */
export function LedgerEvent({ event }: { event: ShownEvent }) {
  const { who, what, thing, createdAt } = event;
  return (
    <li className="group/event">
      <details className="group">
        <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 rounded-md px-3 py-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="size-3.5 shrink-0 text-quiet transition-transform group-open:rotate-90"
          />
          <span className="min-w-0 flex-1 text-pretty">
            {who !== undefined && <span className="font-medium">{who} </span>}
            {what}
            {thing !== undefined && <span className="break-words text-quiet"> · {thing}</span>}
          </span>
          <RelativeTime at={createdAt} className="shrink-0 text-quiet text-small" />
        </summary>
        <EventDetails event={event} />
      </details>
    </li>
  );
}

function EventDetails({ event }: { event: ShownEvent }) {
  const { createdAt, ip, userAgent, correlationId, action, entityId, data } = event;
  const fields = changedFields(data);
  return (
    <div className="flex flex-col gap-3 px-3 pb-4 pl-8.5">
      {fields.length > 0 && <FieldTable fields={fields} />}
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-y-1 text-small">
        <Detail label={messages.action}>
          <code className="text-mono">{action}</code>
        </Detail>
        <Detail label={messages.when}>
          <span suppressHydrationWarning>{exactWords(createdAt)}</span>
        </Detail>
        <Detail label={messages.address}>{ip ?? messages.unknown}</Detail>
        <Detail label={messages.device}>
          <span title={userAgent ?? undefined}>
            {userAgent === null ? messages.unknown : deviceName(userAgent)}
          </span>
        </Detail>
        {entityId !== undefined && (
          <Detail label={messages.identifier}>
            <code className="break-all text-mono">{entityId}</code>
          </Detail>
        )}
        <Detail label={messages.correlation}>
          <span className="flex items-center gap-1">
            <code className="break-all text-mono">{correlationId}</code>
            <CopyButton text={correlationId} />
          </span>
        </Detail>
      </dl>
    </div>
  );
}

function Detail({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-quiet">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
