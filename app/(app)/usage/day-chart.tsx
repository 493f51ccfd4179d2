"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { usageMessages as messages } from "@/app/_messages/usage";
import { daysOf, dayWords, monthWords } from "./months";

type DayChartProps = { month: string; days: readonly { day: string; calls: number }[] };

/** Calls of each day as bars; the same in words for those who do not see them. */
export function DayChart({ month, days }: DayChartProps) {
  const calls = new Map(days.map((row) => [row.day, row.calls]));
  const data = daysOf(month).map((day) => ({
    day,
    number: Number(day.slice(8)),
    calls: calls.get(day) ?? 0,
  }));
  const tick = { fill: "var(--quiet)", fontSize: 11 };
  return (
    <figure className="h-full" aria-label={messages.chartLabel(monthWords(month))}>
      <ul className="sr-only">
        {days.map((row) => (
          <li key={row.day}>{messages.day(dayWords(row.day), row.calls)}</li>
        ))}
      </ul>
      <div aria-hidden className="h-full">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart data={data} accessibilityLayer={false} margin={{ top: 4, right: 0, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="number"
              tick={tick}
              tickLine={false}
              axisLine={false}
              interval="preserveStartEnd"
            />
            <YAxis allowDecimals={false} tick={tick} tickLine={false} axisLine={false} width={36} />
            <Tooltip
              cursor={{ fill: "var(--hover)" }}
              isAnimationActive={false}
              content={({ active, payload }) => {
                const row = payload?.[0]?.payload as { day: string; calls: number } | undefined;
                if (!active || !row) return null;
                return (
                  <p className="rounded-md border border-line bg-panel px-2 py-1 text-small shadow-floating">
                    {messages.day(dayWords(row.day), row.calls)}
                  </p>
                );
              }}
            />
            <Bar
              dataKey="calls"
              fill="var(--accent)"
              radius={[3, 3, 0, 0]}
              maxBarSize={24}
              isAnimationActive={false}
            />
          </BarChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}
