"use client";

import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { knowledgeMessages } from "@/app/_messages/knowledge";
import { planMessages as messages } from "@/app/_messages/plans";
import { Button } from "@/app/_ui/button";
import { IconButton } from "@/app/_ui/icon-button";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { Textarea } from "@/app/_ui/textarea";
import { procedureProblem } from "../../_session/procedure-problem";
import { categories, entryInput } from "./entry-input";
import type { Plan } from "./types";

type PlanEditorProps = { plan: Plan; onSave: (plan: Plan) => Promise<void>; onCancel: () => void };

type Step = Plan["steps"][number];
type Kind = Step["kind"];
const kinds = Object.keys(messages.kinds) as Kind[];

/** Changes a plan's goal, steps and budget. It has to be confirmed afterwards. */
export function PlanEditor({ plan, onSave, onCancel }: PlanEditorProps) {
  const id = useId();
  const [goal, setGoal] = useState(plan.goal);
  // Numbered, so that a moved row keeps its focus and its text.
  const [rows, setRows] = useState(() => plan.steps.map((step, key) => ({ key, step })));
  const [requests, setRequests] = useState(String(plan.budget.requests));
  const [cost, setCost] = useState(plan.budget.cost);
  const [error, setError] = useState<string>();
  const [isSaving, setIsSaving] = useState(false);

  const change = (key: number, step: Partial<Step>) =>
    setRows(rows.map((row) => (row.key === key ? { key, step: { ...row.step, ...step } } : row)));
  function move(index: number, by: number) {
    const next = [...rows];
    const [row] = next.splice(index, 1);
    if (row) next.splice(index + by, 0, row);
    setRows(next);
  }
  function add() {
    const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
    setRows([...rows, { key, step: { kind: "search", title: "", input: "" } }]);
  }
  async function submit(event: FormEvent) {
    event.preventDefault();
    setIsSaving(true);
    setError(undefined);
    try {
      const steps = rows.map(({ step }) => complete(step));
      await onSave({ ...plan, goal, steps, budget: { requests: Number(requests), cost } });
    } catch (failure) {
      setError(procedureProblem(failure).message);
      setIsSaving(false);
    }
  }

  return (
    <form
      onSubmit={submit}
      aria-label={messages.editTitle}
      className="rounded-lg border border-line bg-panel p-3.5"
    >
      <Textarea
        aria-label={messages.goal}
        value={goal}
        rows={2}
        maxLength={2_000}
        onChange={(event) => setGoal(event.target.value)}
      />
      <ol className="mt-3 flex flex-col gap-2">
        {rows.map(({ key, step }, index) => (
          <li key={key} className="flex flex-wrap items-center gap-1.5">
            <span className="w-5 text-quiet tabular-nums">{index + 1}</span>
            <Input
              aria-label={messages.stepTitle(index + 1)}
              value={step.title}
              maxLength={200}
              required
              onChange={(event) => change(key, { title: event.target.value })}
              className="min-w-40 flex-1"
            />
            <Select
              aria-label={messages.stepKind(index + 1)}
              options={kinds.map((kind) => ({ value: kind, label: messages.kinds[kind] }))}
              value={step.kind}
              onValueChange={(kind: Kind) =>
                change(key, {
                  kind,
                  ...(kind === "write_knowledge" ? { input: entryInput(step.input) } : {}),
                })
              }
              className="w-32"
            />
            {step.kind === "write_knowledge" && (
              <Select
                aria-label={messages.stepCategory(index + 1)}
                options={categories.map((value) => ({ value, label: knowledgeMessages.categories[value] }))}
                value={entryInput(step.input).category}
                onValueChange={(category: (typeof categories)[number]) =>
                  change(key, { input: { ...entryInput(step.input), category } })
                }
                className="w-32"
              />
            )}
            <IconButton
              size="small"
              label={messages.up(index + 1)}
              disabled={index === 0}
              onClick={() => move(index, -1)}
            >
              <ArrowUp aria-hidden />
            </IconButton>
            <IconButton
              size="small"
              label={messages.down(index + 1)}
              disabled={index === rows.length - 1}
              onClick={() => move(index, 1)}
            >
              <ArrowDown aria-hidden />
            </IconButton>
            <IconButton
              size="small"
              label={messages.remove(index + 1)}
              disabled={rows.length === 1}
              onClick={() => setRows(rows.filter((row) => row.key !== key))}
            >
              <Trash2 aria-hidden />
            </IconButton>
          </li>
        ))}
      </ol>
      <Button size="small" className="mt-2" disabled={rows.length >= 20} onClick={add}>
        <Plus aria-hidden />
        {messages.addStep}
      </Button>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <label className="flex items-center gap-2 text-quiet" htmlFor={`${id}-requests`}>
          {messages.requests}
          <Input
            id={`${id}-requests`}
            type="number"
            min={0}
            max={100}
            value={requests}
            onChange={(event) => setRequests(event.target.value)}
            className="w-20"
          />
        </label>
        <label className="flex items-center gap-2 text-quiet" htmlFor={`${id}-cost`}>
          {messages.cost}
          <Input
            id={`${id}-cost`}
            inputMode="decimal"
            value={cost}
            maxLength={12}
            onChange={(event) => setCost(event.target.value)}
            className="w-24"
          />
        </label>
      </div>
      {error !== undefined && (
        <p role="alert" className="mt-2 text-danger">
          {error}
        </p>
      )}
      <div className="mt-3 flex justify-end gap-2">
        <Button onClick={onCancel}>{messages.cancel}</Button>
        <Button type="submit" variant="primary" loading={isSaving}>
          {messages.save}
        </Button>
      </div>
    </form>
  );
}

/** A step that says nothing but its title works on that. */
function complete(step: Step): Step {
  if (step.input === "") return { ...step, input: step.title };
  if (step.kind !== "write_knowledge") return step;
  const input = entryInput(step.input);
  return { ...step, input: { ...input, title: input.title === "" ? step.title : input.title } };
}
