"use client";

import type { ReactNode } from "react";
import { gitMessages } from "@/app/_messages/git";
import { repositoryMessages as messages } from "@/app/_messages/repositories";
import { formatNumber } from "@/app/_ui/number-text";
import { RelativeTime } from "@/app/_ui/relative-time";
import { sizeWords } from "../size-words";
import type { Repository } from "../types";

/** What the published index holds, and where it came from. */
export function Figures({ repository }: { repository: Repository }) {
  const { figures, generation, lastIndexedAt, url, sourceKind, addedBy } = repository;
  const source = messages.sources[sourceKind] ?? sourceKind;
  return (
    <section aria-label={messages.figures}>
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        {generation > 0 && <Counts figures={figures} />}
        <Figure label={messages.figureIndexed}>
          {lastIndexedAt === null ? messages.never : <RelativeTime at={lastIndexedAt} />}
        </Figure>
        {addedBy !== null && <Figure label={messages.figureAddedBy}>{addedBy}</Figure>}
        <Figure label={source} className="min-w-0 max-w-full">
          <span className="block truncate font-mono text-mono leading-6" title={url ?? undefined}>
            {url ?? "–"}
          </span>
        </Figure>
        {sourceKind === "git" && <GitFigures repository={repository} />}
      </dl>
    </section>
  );
}

function GitFigures({ repository }: { repository: Repository }) {
  const { branch, lastIndexedBranch, lastIndexedCommit, reindexEveryMinutes, nextIndexAt } = repository;
  return (
    <>
      <Figure label={gitMessages.branch} className="min-w-0 max-w-full">
        <span className="block truncate">{branch ?? lastIndexedBranch ?? gitMessages.defaultBranch}</span>
      </Figure>
      {lastIndexedCommit !== null && (
        <Figure label={gitMessages.commit}>
          <code className="font-mono text-mono leading-6" title={lastIndexedCommit}>
            {lastIndexedCommit.slice(0, 10)}
          </code>
        </Figure>
      )}
      {reindexEveryMinutes !== null && nextIndexAt !== null && (
        <Figure label={gitMessages.schedule}>
          {gitMessages.interval(reindexEveryMinutes)}, {gitMessages.next} <RelativeTime at={nextIndexAt} />
        </Figure>
      )}
    </>
  );
}

function Counts({ figures }: Pick<Repository, "figures">) {
  return (
    <>
      <Figure label={messages.figureFiles}>{formatNumber(figures.files)}</Figure>
      <Figure label={messages.figureChunks}>{formatNumber(figures.chunks)}</Figure>
      <Figure label={messages.figureSize}>{sizeWords(figures.sizeBytes)}</Figure>
      <Figure label={messages.figureSkipped}>{formatNumber(figures.skipped)}</Figure>
      {figures.withSecrets > 0 && (
        <Figure label={messages.figureSecrets}>
          <span className="text-warning-text">{formatNumber(figures.withSecrets)}</span>
        </Figure>
      )}
    </>
  );
}

function Figure({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div className={className}>
      <dt className="text-quiet text-small">{label}</dt>
      <dd className="text-reading tabular-nums">{children}</dd>
    </div>
  );
}
