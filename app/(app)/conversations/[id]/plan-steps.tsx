import {
  BookOpen,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  FileText,
  MessageSquareText,
  NotebookPen,
  Search,
} from "lucide-react";
import { knowledgeMessages } from "@/app/_messages/knowledge";
import { planMessages as messages } from "@/app/_messages/plans";
import { Button } from "@/app/_ui/button";
import { Spinner } from "@/app/_ui/spinner";
import { entryInput } from "./entry-input";
import type { Conversation, Plan } from "./types";

type Step = Conversation["steps"][number];

type PlanStepsProps = {
  plan: Plan;
  /** What has become of each, once the plan was confirmed. */
  steps: readonly Step[];
  canRun: boolean;
  onRetry: (stepId: string) => void;
  onSkip: (stepId: string) => void;
};

/** The steps of a plan in their order: what each does, how far it is, and what can be done when it failed. */
export function PlanSteps({ plan, steps, canRun, onRetry, onSkip }: PlanStepsProps) {
  return (
    <ol className="px-3.5 py-1.5">
      {plan.steps.map((planned, position) => {
        const step = steps.find((one) => one.position === position);
        return (
          // The order of a plan is its identity.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={position} className="flex gap-3 py-1.5">
            <span className="w-4 shrink-0 text-quiet tabular-nums">{position + 1}</span>
            <div className="min-w-0 flex-1">
              <p className="wrap-anywhere">{planned.title}</p>
              {planned.kind === "write_knowledge" && <Entry input={planned.input} />}
              {step?.status === "failed" && (
                <div className="mt-1 flex flex-wrap items-center gap-2 text-warning-text">
                  <p className="min-w-40 flex-1">{step.error}</p>
                  {canRun && (
                    <>
                      <Button size="small" onClick={() => onRetry(step.id)}>
                        {messages.retry}
                      </Button>
                      <Button size="small" onClick={() => onSkip(step.id)}>
                        {messages.skip}
                      </Button>
                    </>
                  )}
                </div>
              )}
            </div>
            {step ? <StepMark status={step.status} /> : <KindMark kind={planned.kind} />}
          </li>
        );
      })}
    </ol>
  );
}

/** Under what an entry would stand: whoever confirms the plan agrees to that. */
function Entry({ input }: { input: Plan["steps"][number]["input"] }) {
  const { category, title } = entryInput(input);
  return (
    <p className="wrap-anywhere text-quiet text-small">
      {messages.entryOf(knowledgeMessages.categories[category], title)}
    </p>
  );
}

/** What a step that is only proposed will do. */
function KindMark({ kind }: { kind: Plan["steps"][number]["kind"] }) {
  const Icon = kindIcons[kind];
  return (
    <span title={messages.kinds[kind]}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
      <span className="sr-only">{messages.kinds[kind]}</span>
    </span>
  );
}

const kindIcons = {
  search: Search,
  read: FileText,
  answer: MessageSquareText,
  write_note: NotebookPen,
  write_knowledge: BookOpen,
};

function StepMark({ status }: { status: Step["status"] }) {
  const words = <span className="sr-only">{messages.steps[status]}</span>;
  const look = "mt-0.5 size-4 shrink-0";
  switch (status) {
    case "in_progress":
      return (
        <span title={messages.steps[status]}>
          <Spinner label={messages.steps[status]} className="mt-0.5 text-accent" />
        </span>
      );
    case "completed":
      return (
        <span title={messages.steps[status]}>
          <CircleCheck aria-hidden className={`${look} text-accent`} />
          {words}
        </span>
      );
    case "failed":
      return (
        <span title={messages.steps[status]}>
          <CircleAlert aria-hidden className={`${look} text-warning-text`} />
          {words}
        </span>
      );
    case "skipped":
      return (
        <span title={messages.steps[status]}>
          <CircleSlash aria-hidden className={`${look} text-quiet`} />
          {words}
        </span>
      );
    case "pending":
      return (
        <span title={messages.steps[status]}>
          <CircleDashed aria-hidden className={`${look} text-quiet`} />
          {words}
        </span>
      );
  }
}
