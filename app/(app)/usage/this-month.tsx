"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { usageMessages as messages } from "@/app/_messages/usage";
import { useTRPC } from "@/app/_trpc/client";
import { Badge } from "@/app/_ui/badge";
import { ProgressBar } from "@/app/_ui/progress-bar";
import type { AppRouter } from "@/server/router";
import { dayWords } from "./months";

export type Usage = inferRouterOutputs<AppRouter>["usage"]["current"];

/**
 * This month against the plan, and who answers. `given` by the page: the frame around it asks for the same, without waiting,
 * and what was prefetched does not take the place of a query that is there already.
 */
export function ThisMonth({ given }: { given: Usage | undefined }) {
  const { data } = useSuspenseQuery(
    useTRPC().usage.current.queryOptions(undefined, given ? { initialData: given } : {}),
  );
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
