"use client";

import { usageMessages as messages } from "@/app/_messages/usage";
import { Skeleton } from "@/app/_ui/skeleton";
import { Screen } from "../_frame/screen";
import { QueryBoundary } from "../_session/query-boundary";
import { usePermissions } from "../_session/session-provider";
import { Report } from "./report";
import { ThisMonth, type Usage } from "./this-month";

/** What the organization used of its plan, and, for those who run it, who used how much of which model. */
export function UsageScreen({ given }: { given: Usage | undefined }) {
  const seesReport = usePermissions().can("usage.report");
  return (
    <Screen title={messages.title}>
      <div className="mx-auto flex max-w-240 flex-col gap-8">
        <QueryBoundary loading={<Skeleton className="h-32 rounded-lg" />} failedTitle={messages.failed}>
          <ThisMonth given={given} />
        </QueryBoundary>
        {seesReport && <Report />}
      </div>
    </Screen>
  );
}
