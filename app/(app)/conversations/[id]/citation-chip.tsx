"use client";

import { PreviewCard } from "@base-ui/react/preview-card";
import { CodeBlock } from "@/app/_code/code-block";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { cn } from "@/app/_ui/cn";
import { FilePath } from "@/app/_ui/file-path";
import { floatingSurface } from "@/app/_ui/surface";
import { languageOf } from "./language-of";
import type { ShownCitation } from "./types";

type CitationChipProps = {
  citation: ShownCitation;
  isOpen: boolean;
  onOpen: (citation: ShownCitation) => void;
};

/** The number of a source; its quote shows on hover, the file at its lines when it is pressed. */
export function CitationChip({ citation, isOpen, onOpen }: CitationChipProps) {
  const { number, path, startLine, endLine, quote, verdict, reason, freshness } = citation;
  const freshnessBody =
    citation.sourceTable === "document" ? messages.documentFreshnessBody : messages.freshnessBody;
  const isUnsupported = verdict === "unsupported";
  const isOld = freshness === "changed" || freshness === "gone";
  const label = isUnsupported
    ? messages.unsupportedCitation(number)
    : messages.citation(number, path, startLine);
  return (
    <PreviewCard.Root>
      <PreviewCard.Trigger
        delay={250}
        render={
          <button
            type="button"
            aria-label={label}
            aria-pressed={isOpen}
            onClick={() => onOpen(citation)}
            className={cn(
              "mx-0.5 inline-flex h-4 min-w-4 items-center justify-center rounded-xs px-1 align-[0.1em] font-semibold text-tiny tabular-nums",
              isUnsupported || isOld ? "bg-warning-tint text-warning-text" : "bg-tint text-tint-text",
              isUnsupported && "line-through",
              isOpen && "bg-accent text-on-accent",
            )}
          />
        }
      >
        {number}
      </PreviewCard.Trigger>
      <PreviewCard.Portal>
        <PreviewCard.Positioner sideOffset={6} className="z-50">
          <PreviewCard.Popup
            className={cn(floatingSurface, "w-100 max-w-[calc(100vw-16px)] overflow-hidden")}
          >
            <div className="flex items-center gap-2 border-line border-b px-3 py-2 text-small">
              <FilePath path={path === "" ? messages.source : path} />
              <span className="shrink-0 text-quiet">{messages.lines(startLine, endLine)}</span>
            </div>
            {isUnsupported && (
              <p className="bg-warning-tint px-3 py-2 text-small text-warning-text">{reason}</p>
            )}
            {isOld && freshness && (
              <p className="bg-warning-tint px-3 py-2 text-small text-warning-text">
                {freshnessBody[freshness]}
              </p>
            )}
            <div className="max-h-48 overflow-hidden">
              <CodeBlock
                code={quote}
                language={languageOf(path)}
                startLine={startLine}
                scrolls={false}
                label={messages.quote}
              />
            </div>
          </PreviewCard.Popup>
        </PreviewCard.Positioner>
      </PreviewCard.Portal>
    </PreviewCard.Root>
  );
}
