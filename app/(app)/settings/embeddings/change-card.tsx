"use client";

import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { embeddingMessages as messages } from "@/app/_messages/embeddings";
import { cn } from "@/app/_ui/cn";
import { usePermissions } from "../../_session/session-provider";
import { CancelChange, StartChange } from "./change-actions";
import { ChangeProgress } from "./change-progress";
import { modelName } from "./model-name";
import { type Change, type EmbeddingState, isUnderWay } from "./use-change";

/** What stands between the model in use and the configured one: a change under way, a failure, a cancellation. */
export function ChangeCard({ state, change }: { state: EmbeddingState; change: Change | null }) {
  const mayChange = usePermissions().can("embedding.change");
  if (change !== null && isUnderWay(change)) {
    return <UnderWay state={state} change={change} mayChange={mayChange} />;
  }
  if (!state.needsChange) return null;
  const isAbout = change !== null && change.model === state.configuredModel;
  if (isAbout && change.status === "failed") {
    return (
      <Card
        title={messages.failedTitle(modelName(change.model).name)}
        actions={mayChange && <StartChange label={messages.retry} />}
        isFailure
      >
        <p className="break-words">{change.error}</p>
        <p className="text-quiet text-small">{messages.failedKept}</p>
        {!mayChange && <p className="text-quiet text-small">{messages.readerHint}</p>}
      </Card>
    );
  }
  const isCancelled = isAbout && change.status === "cancelled";
  return (
    <Card
      title={isCancelled ? messages.cancelledTitle(modelName(change.model).name) : messages.neededTitle}
      actions={mayChange && <StartChange label={messages.start} />}
    >
      <p className="text-quiet">{isCancelled ? messages.cancelledBody : messages.neededBody}</p>
      {!mayChange && <p className="text-quiet text-small">{messages.readerHint}</p>}
    </Card>
  );
}

type UnderWayProps = { state: EmbeddingState; change: Change; mayChange: boolean };

function UnderWay({ state, change, mayChange }: UnderWayProps) {
  const hasSwitched = change.switchedAt !== null;
  const isSame = change.model === change.previousModel;
  return (
    <Card
      title={isSame ? messages.completing : messages.changing(modelName(change.model).name)}
      actions={mayChange && !hasSwitched && <CancelChange done={change.chunksDone} />}
    >
      <ChangeProgress change={change} />
      {change.error !== null && (
        <p className="break-words text-warning-text">{messages.tryingAgain(change.error)}</p>
      )}
      <p className="text-pretty text-quiet text-small">
        {hasSwitched ? messages.switched : messages.meanwhile[state.questions]}
      </p>
    </Card>
  );
}

type CardProps = { title: string; actions: ReactNode; isFailure?: boolean; children: ReactNode };

function Card({ title, actions, isFailure = false, children }: CardProps) {
  return (
    <section
      aria-label={title}
      className={cn("rounded-lg border border-line bg-panel px-4 py-3", isFailure && "border-danger/40")}
    >
      <div className="mb-2 flex min-h-6 flex-wrap items-center justify-between gap-2">
        <h3
          className={cn(
            "flex min-w-0 items-center gap-2 break-all font-semibold",
            isFailure && "text-danger",
          )}
        >
          {isFailure && <CircleAlert aria-hidden className="size-4 shrink-0" />}
          {title}
        </h3>
        <div className="flex gap-1.5">{actions}</div>
      </div>
      <div className="flex flex-col gap-2">{children}</div>
    </section>
  );
}
