"use client";

import type { inferRouterOutputs } from "@trpc/server";
import { settingsMessages } from "@/app/_messages/settings";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { AppRouter } from "@/server/router";
import { deviceName } from "./device-name";

type SessionRow = inferRouterOutputs<AppRouter>["account"]["session"]["list"][number];

type SessionItemProps = { session: SessionRow; isEnding: boolean; onEnd: () => void };

export function SessionItem({ session, isEnding, onEnd }: SessionItemProps) {
  const device = deviceName(session.userAgent);
  return (
    <li className="flex min-h-15 items-center gap-3 px-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium">{device}</span>
          {session.isThis && <Badge tone="tint">{settingsMessages.thisSession}</Badge>}
        </p>
        <p className="text-quiet text-small">
          {session.ipAddress ? `${session.ipAddress} · ` : ""}
          {settingsMessages.signedIn} <RelativeTime at={session.createdAt} />
          {" · "}
          {settingsMessages.lastUsed} <RelativeTime at={session.lastUsedAt} />
        </p>
      </div>
      {!session.isThis && (
        <Button
          size="small"
          loading={isEnding}
          onClick={onEnd}
          aria-label={settingsMessages.endSessionOf(device)}
        >
          {settingsMessages.endSession}
        </Button>
      )}
    </li>
  );
}
