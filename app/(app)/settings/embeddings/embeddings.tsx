"use client";

import { embeddingMessages as messages } from "@/app/_messages/embeddings";
import { ProgressBar } from "@/app/_ui/progress-bar";
import { Skeleton } from "@/app/_ui/skeleton";
import { QueryBoundary } from "../../_session/query-boundary";
import { Section } from "../section";
import { ChangeCard } from "./change-card";
import { modelName } from "./model-name";
import { useChange } from "./use-change";

/** Which model's vectors searches meet, which one is configured, and the change from one to the other. */
export function Embeddings() {
  return (
    <Section title={messages.title} description={messages.body}>
      <QueryBoundary loading={<Skeleton className="h-44 rounded-lg" />} failedTitle={messages.failed}>
        <State />
      </QueryBoundary>
    </Section>
  );
}

function State() {
  const { state, change } = useChange();
  const { coverage } = state;
  const isSame = state.activeModel === state.configuredModel;
  const words = messages.coverageOf(coverage.embedded, coverage.chunks);
  return (
    <div className="flex flex-col gap-6">
      <ChangeCard state={state} change={change} />
      <dl className="grid grid-cols-[8.5rem_minmax(0,1fr)] gap-y-2 max-sm:grid-cols-1 max-sm:gap-y-0.5 max-sm:[&>dd]:mb-2">
        <dt className="text-quiet">{messages.inUse}</dt>
        <dd>
          <ModelText model={state.activeModel} />
        </dd>
        <dt className="text-quiet">{messages.configured}</dt>
        <dd>{isSame ? messages.same : <ModelText model={state.configuredModel} />}</dd>
        <dt className="text-quiet">{messages.questions}</dt>
        <dd className="text-pretty">{messages.askedBy[state.questions]}</dd>
        <dt className="text-quiet">{messages.coverage}</dt>
        <dd className="flex flex-col gap-1.5">
          <span className="tabular-nums">{words}</span>
          {coverage.chunks > 0 && (
            <ProgressBar
              label={messages.coverageLabel}
              value={coverage.embedded}
              max={coverage.chunks}
              valueText={words}
              className="max-w-80"
            />
          )}
        </dd>
      </dl>
    </div>
  );
}

function ModelText({ model }: { model: string }) {
  const { name, textVersion } = modelName(model);
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <code className="break-all text-mono">{name}</code>
      {textVersion !== undefined && (
        <span className="text-quiet text-small">{messages.textVersion(textVersion)}</span>
      )}
    </span>
  );
}
