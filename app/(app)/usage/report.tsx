"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { ChartColumn, ChevronLeft, ChevronRight, Download } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { usageMessages as messages } from "@/app/_messages/usage";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { IconButton } from "@/app/_ui/icon-button";
import { NumberText } from "@/app/_ui/number-text";
import { Skeleton } from "@/app/_ui/skeleton";
import { useToast } from "@/app/_ui/toast";
import { procedureProblem } from "../_session/procedure-problem";
import { QueryBoundary } from "../_session/query-boundary";
import { monthOf, monthWords, shiftMonth } from "./months";
import { saveFile } from "./save-file";
import { SumsTable } from "./sums-table";

const chartHeight = "h-56";
const DayChart = dynamic(() => import("./day-chart").then((module) => module.DayChart), {
  ssr: false,
  loading: () => <Skeleton className={chartHeight} />,
});

/** One month: who asked how much of which model, what it cost, and the file of it. */
export function Report() {
  const [month, setMonth] = useState(() => monthOf(new Date()));
  const isNow = month >= monthOf(new Date());
  return (
    <section aria-label={monthWords(month)} className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <IconButton label={messages.previousMonth} onClick={() => setMonth(shiftMonth(month, -1))}>
          <ChevronLeft aria-hidden />
        </IconButton>
        <h2 aria-live="polite" className="min-w-36 text-center font-semibold text-reading">
          {monthWords(month)}
        </h2>
        <IconButton
          label={messages.nextMonth}
          disabled={isNow}
          onClick={() => setMonth(shiftMonth(month, 1))}
        >
          <ChevronRight aria-hidden />
        </IconButton>
        <DownloadButton month={month} />
      </div>
      <QueryBoundary loading={<Skeleton className="h-112 rounded-lg" />} failedTitle={messages.failed}>
        <Figures month={month} />
      </QueryBoundary>
    </section>
  );
}

function DownloadButton({ month }: { month: string }) {
  const toast = useToast();
  const make = useMutation(
    useTRPC().usage.export.mutationOptions({
      onSuccess: ({ fileName, csv }) => saveFile(fileName, csv, "text/csv"),
      onError: (error) =>
        toast.show({
          kind: "failure",
          title: messages.downloadFailed,
          description: procedureProblem(error).message,
        }),
    }),
  );
  return (
    <Button className="ml-auto" loading={make.isPending} onClick={() => make.mutate({ month })}>
      <Download aria-hidden />
      {messages.download}
    </Button>
  );
}

function Figures({ month }: { month: string }) {
  const { data } = useSuspenseQuery(useTRPC().usage.report.queryOptions({ month }));
  if (data.byDay.length === 0) {
    return (
      <EmptyState icon={<ChartColumn />} title={messages.emptyTitle(monthWords(month))}>
        {messages.emptyBody}
      </EmptyState>
    );
  }
  const sum = (pick: (row: (typeof data.byDay)[number]) => number) =>
    data.byDay.reduce((total, row) => total + pick(row), 0);
  return (
    <>
      <dl className="grid grid-cols-3 divide-x divide-line rounded-lg border border-line bg-panel">
        <Figure name={messages.calls} value={<NumberText value={sum((row) => row.calls)} />} />
        <Figure
          name={messages.tokens}
          value={<NumberText value={sum((row) => row.inputTokens + row.outputTokens)} />}
        />
        <Figure name={messages.cost} value={messages.dollars(String(sum((row) => Number(row.cost))))} />
      </dl>
      <div className="rounded-lg border border-line bg-panel p-4">
        <h3 className="mb-3 font-medium">{messages.perDay}</h3>
        <div className={chartHeight}>
          <DayChart month={month} days={data.byDay} />
        </div>
      </div>
      <SumsTable
        title={messages.byMember}
        rows={data.byMember.map((row) => ({
          ...row,
          key: row.userId ?? "",
          name: row.name ?? messages.formerMember,
        }))}
      />
      <SumsTable
        title={messages.byModel}
        rows={data.byModel.map((row) => ({ ...row, key: row.model, name: row.model }))}
      />
      <SumsTable
        title={messages.byFeature}
        rows={data.byFeature.map((row) => ({
          ...row,
          key: row.feature,
          name: messages.features[row.feature] ?? row.feature,
        }))}
      />
    </>
  );
}

function Figure({ name, value }: { name: string; value: React.ReactNode }) {
  return (
    <div className="min-w-0 px-4 py-3">
      <dt className="text-quiet text-small">{name}</dt>
      <dd className="truncate font-semibold text-title tabular-nums">{value}</dd>
    </div>
  );
}
