"use client";

import { useEffect, useRef } from "react";
import { knowledgeMessages as messages } from "@/app/_messages/knowledge";
import { Badge } from "@/app/_ui/badge";
import { cn } from "@/app/_ui/cn";
import { FilePath } from "@/app/_ui/file-path";
import { Markdown } from "@/app/_ui/markdown";
import { RelativeTime } from "@/app/_ui/relative-time";
import { TextLink } from "@/app/_ui/text-link";
import { fileHref } from "../../hrefs";
import { Difference } from "./difference";
import { EntryActions } from "./entry-actions";
import type { Entry } from "./types";

const tones = { fresh: "tint", stale: "warning", contradicted: "danger" } as const;

type EntryCardProps = {
  entry: Entry;
  canWrite: boolean;
  /** The address leads to this one. */
  isNamed: boolean;
};

/** One entry: what it says, how fresh it is and why, who stands by it, and where it was read from. */
export function EntryCard({ entry, canWrite, isNamed }: EntryCardProps) {
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isNamed) card.current?.scrollIntoView({ block: "start" });
  }, [isNamed]);
  const { title, content, wording, freshness, difference, review, reviewedAt, reviewerName, sourceFiles } =
    entry;
  return (
    <article
      ref={card}
      aria-label={title}
      aria-current={isNamed || undefined}
      className={cn(
        "flex scroll-my-4 flex-col gap-3 rounded-lg border border-line bg-panel px-4 py-3",
        isNamed && "border-accent shadow-[0_0_0_1px_var(--accent)]",
      )}
    >
      <header className="flex flex-wrap items-center gap-2">
        <h3 className="min-w-0 font-semibold">{title}</h3>
        <Badge tone={tones[freshness]}>{messages[freshness]}</Badge>
        <Badge>{messages[review]}</Badge>
        {entry.isEdited && <Badge>{messages.edited}</Badge>}
        {entry.origin === "agent" && <Badge>{messages.byAssistant}</Badge>}
        {entry.conversationId !== null && (
          <TextLink href={`/conversations/${entry.conversationId}`} prefetch={false} className="text-small">
            {messages.fromConversation}
          </TextLink>
        )}
        {reviewedAt !== null && (
          <span className="text-quiet text-small">
            {messages.reviewedBy(reviewerName)} <RelativeTime at={reviewedAt} />
          </span>
        )}
      </header>
      {wording !== null && (
        <div className="border-line border-l-2 pl-3">
          <Markdown>{wording}</Markdown>
          <p className="text-quiet text-small">{messages.wordedByModel}</p>
        </div>
      )}
      <Markdown>{content}</Markdown>
      {difference !== null && <Difference repositoryId={entry.repositoryId} difference={difference} />}
      {sourceFiles.length > 0 && (
        <details className="text-small">
          <summary className="cursor-pointer text-quiet">{messages.evidence(sourceFiles.length)}</summary>
          <ul className="mt-2 flex flex-col gap-1">
            {sourceFiles.map((place) => (
              <li key={`${place.path}:${place.startChar}-${place.endChar}`} className="flex min-w-0">
                <TextLink
                  href={fileHref(entry.repositoryId, place.path, {
                    from: place.startLine,
                    to: place.endLine,
                  })}
                  prefetch={false}
                  className="flex min-w-0"
                >
                  <FilePath path={`${place.path}:${place.startLine}`} />
                </TextLink>
              </li>
            ))}
          </ul>
        </details>
      )}
      {canWrite && <EntryActions entry={entry} />}
    </article>
  );
}
