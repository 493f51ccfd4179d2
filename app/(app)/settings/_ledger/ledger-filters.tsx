"use client";

import { auditMessages as messages } from "@/app/_messages/audit";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { emptyView, isFiltered, type LedgerView } from "./ledger-view";

type Choice = { value: string; label: string };

type LedgerFiltersProps = {
  view: LedgerView;
  /** What can be chosen, for each list that this log has. */
  choices: Partial<Record<"userId" | "action" | "entityTable", Choice[]>>;
  onView: (view: LedgerView) => void;
};

const lists = {
  userId: { label: messages.person, all: messages.anybody },
  action: { label: messages.action, all: messages.anyAction },
  entityTable: { label: messages.thing, all: messages.anyThing },
} as const;

// A Select takes the empty value for none, and would ask to choose one.
const ALL = "*";

/** What of a log is shown. Whatever an address asks for can be chosen, also what no event has. */
export function LedgerFilters({ view, choices, onView }: LedgerFiltersProps) {
  return (
    <search aria-label={messages.filters} className="mb-3 grid grid-cols-2 gap-3 sm:grid-cols-6">
      {(Object.keys(lists) as (keyof typeof lists)[]).map((name) => {
        const options = choices[name];
        if (options === undefined) return null;
        const { label, all } = lists[name];
        const isListed = view[name] === "" || options.some(({ value }) => value === view[name]);
        return (
          <Field key={name} label={label} nativeLabel={false} className="sm:col-span-2">
            <Select
              options={[
                { value: ALL, label: all },
                ...options,
                ...(isListed ? [] : [{ value: view[name], label: view[name] }]),
              ]}
              value={view[name] === "" ? ALL : view[name]}
              onValueChange={(value) => onView({ ...view, [name]: value === ALL ? "" : value })}
            />
          </Field>
        );
      })}
      {(["from", "to"] as const).map((name) => (
        <Field key={name} label={messages[name]} className="sm:col-span-2">
          <Input
            type="date"
            value={view[name]}
            onValueChange={(value) => onView({ ...view, [name]: String(value) })}
          />
        </Field>
      ))}
      {isFiltered(view) && (
        <Button className="self-end sm:col-span-2" onClick={() => onView(emptyView)}>
          {messages.clear}
        </Button>
      )}
    </search>
  );
}
