"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, UserRoundSearch } from "lucide-react";
import { peopleMessages } from "@/app/_messages/people";
import { useTRPC } from "@/app/_trpc/client";
import { cn } from "@/app/_ui/cn";
import { EmptyState } from "@/app/_ui/empty-state";
import { Pagination } from "@/app/_ui/pagination";
import { MemberRow } from "./member-row";
import type { MembersInput } from "./members-page";

type MemberTableProps = {
  input: MembersInput;
  onChange: (part: Partial<MembersInput>) => void;
  /** How many members there are in all. */
  total: number;
};

const columns = [
  { sortBy: "name", label: peopleMessages.member, className: "" },
  { sortBy: "role", label: peopleMessages.role, className: "w-32" },
  { sortBy: "createdAt", label: peopleMessages.joined, className: "w-32 max-sm:hidden" },
] as const;

export function MemberTable({ input, onChange, total }: MemberTableProps) {
  const { page, pageSize, sortBy, sortDirection, searchQuery } = input;
  const { data } = useSuspenseQuery(useTRPC().member.list.queryOptions(input));
  if (data.items.length === 0) {
    return (
      <EmptyState icon={<UserRoundSearch />} title={peopleMessages.noneFound} heading="h3" className="py-10">
        {peopleMessages.noneFoundBody}
      </EmptyState>
    );
  }
  const from = (page - 1) * pageSize + 1;
  const next = sortDirection === "asc" ? "desc" : "asc";
  return (
    <>
      <table className="w-full border-line border-y text-left">
        <thead className="text-quiet text-small">
          <tr className="h-8">
            {columns.map((column) => {
              const isSorted = column.sortBy === sortBy;
              const Arrow = sortDirection === "asc" ? ArrowUp : ArrowDown;
              return (
                <th
                  key={column.sortBy}
                  aria-sort={isSorted ? (sortDirection === "asc" ? "ascending" : "descending") : undefined}
                  className={cn("font-normal", column.className)}
                >
                  <button
                    type="button"
                    aria-label={peopleMessages.sortBy(column.label)}
                    onClick={() =>
                      onChange({ sortBy: column.sortBy, sortDirection: isSorted ? next : "asc" })
                    }
                    className="inline-flex items-center gap-1 rounded-sm hover:text-text"
                  >
                    {column.label}
                    {isSorted && <Arrow aria-hidden className="size-3" />}
                  </button>
                </th>
              );
            })}
            <th className="w-9">
              <span className="sr-only">{peopleMessages.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.items.map((member) => (
            <MemberRow key={member.id} member={member} />
          ))}
        </tbody>
      </table>
      {(page > 1 || data.hasNext) && (
        <Pagination
          className="mt-3"
          from={from}
          to={from + data.items.length - 1}
          total={searchQuery === "" ? total : undefined}
          onPrevious={page > 1 ? () => onChange({ page: page - 1 }) : undefined}
          onNext={data.hasNext ? () => onChange({ page: page + 1 }) : undefined}
        />
      )}
    </>
  );
}
