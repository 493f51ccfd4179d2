"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { usageMessages as messages } from "@/app/_messages/usage";
import { useTRPC } from "@/app/_trpc/client";
import { Badge } from "@/app/_ui/badge";
import { ProgressBar } from "@/app/_ui/progress-bar";
import { dayWords } from "./months";

/** This month against the plan, and who answers. */
export function ThisMonth() {
  const { data } = useSuspenseQuery(useTRPC().usage.current.queryOptions());
  const renewsOn = dayWords(data.renewsOn);
  const isReached = data.used >= data.limit;
  return (
    <section aria-label={messages.requests} className="rounded-lg border border-line bg-panel p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="font-semibold text-reading">{messages.requests}</h2>
        <Badge>{messages.plans[data.plan]}</Badge>
      </div>
      <p className="mt-3 flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-semibold text-title tabular-nums">{messages.of(data.used, data.limit)}</span>
        <span className="text-quiet text-small">{messages.renews(renewsOn)}</span>
      </p>
      <ProgressBar
        label={messages.requests}
        value={data.used}
        max={data.limit}
        valueText={messages.of(data.used, data.limit)}
        className="mt-2"
      />
      {data.isNearLimit && (
        <p role="status" className="mt-3 rounded-md bg-warning-tint px-3 py-2 text-warning-text">
          {isReached ? messages.reached(renewsOn) : messages.near}
        </p>
      )}
      <p className="mt-3 text-quiet">
        {data.models.length === 0 ? (
          messages.quotedBody
        ) : (
          <>
            {messages.answeredBy}{" "}
            <span className="text-text">{data.models.map(({ displayName }) => displayName).join(", ")}</span>.
          </>
        )}
      </p>
    </section>
  );
}
