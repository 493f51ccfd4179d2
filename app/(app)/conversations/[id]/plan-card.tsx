"use client";

import { Check, ListChecks } from "lucide-react";
import { useState } from "react";
import { planMessages as messages } from "@/app/_messages/plans";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { usePermissions } from "../../_session/session-provider";
import { PlanEditor } from "./plan-editor";
import { PlanSteps } from "./plan-steps";
import type { Conversation, Plan } from "./types";
import { usePlan } from "./use-plan";

type PlanCardProps = {
  plan: Plan;
  conversation: Conversation;
  messageId: string;
  /** The whole of the proposal has come. */
  isDone: boolean;
};

/**
 * A plan the assistant has proposed. The newest one can be edited and confirmed; once it is, its steps show here how far
 * they are. An older one is only read.
 */
export function PlanCard({ plan: proposed, conversation, messageId, isDone }: PlanCardProps) {
  const [isEditing, setIsEditing] = useState(false);
  const can = usePermissions().can;
  const act = usePlan(conversation);
  const isNewest = conversation.proposal === null || conversation.proposal.messageId === messageId;
  const isMade = conversation.plan !== null && isNewest;
  const plan = isMade && conversation.plan !== null ? conversation.plan : proposed;
  const { status } = conversation;
  const canConfirm = can("conversation.confirm") && isDone && isNewest;
  if (isEditing)
    return (
      <PlanEditor
        plan={plan}
        onCancel={() => setIsEditing(false)}
        onSave={async (changed) => {
          await act.save(changed);
          setIsEditing(false);
        }}
      />
    );
  return (
    <section aria-label={messages.plan} className="rounded-lg border border-line bg-panel shadow-raised">
      <header className="flex flex-wrap items-center gap-2 border-line border-b px-3.5 py-2.5">
        <ListChecks aria-hidden className="size-4 text-quiet" />
        <h2 className="min-w-0 flex-1 truncate font-semibold">{messages.plan}</h2>
        {isNewest && status !== "planning" && <Badge tone="tint">{messages.statuses[status]}</Badge>}
        <Badge>{messages.budget(plan.budget.requests, plan.budget.cost)}</Badge>
      </header>
      <p className="px-3.5 pt-2.5 text-pretty">{plan.goal}</p>
      <PlanSteps
        plan={plan}
        steps={isMade ? conversation.steps : []}
        canRun={can("conversation.write") && isNewest && status === "confirmed"}
        onRetry={act.retryStep}
        onSkip={act.skipStep}
      />
      {plan.expectedEffects.length > 0 && (
        <ul className="list-disc px-3.5 pb-2.5 pl-8 text-quiet text-small">
          {plan.expectedEffects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      )}
      {isNewest && (
        <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-3.5 py-2.5">
          <p className="min-w-40 flex-1 text-quiet text-small">
            {status === "planning"
              ? messages.nothingRuns
              : messages.confirmedBy(
                  conversation.confirmedAt ? new Date(conversation.confirmedAt) : undefined,
                )}
          </p>
          {status === "planning" && canConfirm && (
            <>
              <Button onClick={() => setIsEditing(true)}>{messages.edit}</Button>
              <Button variant="primary" loading={act.isPending} onClick={() => act.confirm(plan)}>
                <Check aria-hidden />
                {messages.confirm}
              </Button>
            </>
          )}
          {status === "confirmed" && canConfirm && (
            <>
              <Button loading={act.isPending} onClick={act.reopen}>
                {messages.reopen}
              </Button>
              <Button loading={act.isPending} onClick={act.complete}>
                {messages.complete}
              </Button>
            </>
          )}
          {status === "confirmed" && can("conversation.write") && !conversation.isRunning && (
            <Button variant="primary" loading={act.isPending} onClick={act.run}>
              {messages.run}
            </Button>
          )}
        </footer>
      )}
    </section>
  );
}
