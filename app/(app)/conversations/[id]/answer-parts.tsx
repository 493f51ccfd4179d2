"use client";

import { NotebookText } from "lucide-react";
import { useCallback, useMemo } from "react";
import { CodeBlock } from "@/app/_code/code-block";
import { Markdown } from "@/app/_ui/markdown";
import { CitationChip } from "./citation-chip";
import { languageOf } from "./language-of";
import { PlanCard } from "./plan-card";
import { ProposedKnowledge } from "./proposed-knowledge";
import type { Conversation, ShownCitation, ShownPart } from "./types";

type Around = {
  isGrowing: boolean;
  conversation: Conversation;
  messageId: string;
  source: ShownCitation | undefined;
  onSource: (citation: ShownCitation) => void;
};

/** The texts, claims, plans, notes and proposed entries of an answer in their order. */
export function AnswerParts({ parts, ...around }: Around & { parts: readonly ShownPart[] }) {
  return (
    <div className="flex flex-col gap-2.5">
      {parts.map((part, index) => (
        // Parts only ever come at the end.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Part key={index} part={part} isOpen={around.isGrowing && index === parts.length - 1} {...around} />
      ))}
    </div>
  );
}

function Part({ part, isOpen, ...around }: Around & { part: ShownPart; isOpen: boolean }) {
  const { isGrowing, conversation, messageId, source, onSource } = around;
  switch (part.type) {
    case "text":
      return <Markdown isGrowing={isOpen}>{part.text}</Markdown>;
    case "claim":
      return <Claim part={part} source={source} onSource={onSource} />;
    case "plan":
      return (
        <PlanCard plan={part.plan} conversation={conversation} messageId={messageId} isDone={!isGrowing} />
      );
    case "note":
      return <Note part={part} conversation={conversation} />;
    case "knowledge":
      return <ProposedKnowledge part={part} />;
  }
}

type ClaimProps = {
  part: Extract<ShownPart, { type: "claim" }>;
  source: ShownCitation | undefined;
  onSource: (citation: ShownCitation) => void;
};

/** One statement with the chips of its sources behind its last word. */
function Claim({ part, source, onSource }: ClaimProps) {
  // Chips are links of the Markdown, so that they stand in the line and not below the paragraph.
  const chips = useMemo(
    () => new Map(part.citations.map((citation, index) => [`${CHIP}${index}`, citation])),
    [part.citations],
  );
  const text = withChips(part.text, [...chips.keys()]);
  const renderAnchor = useCallback(
    (name: string) => {
      const citation = chips.get(name);
      return citation && <CitationChip citation={citation} isOpen={citation === source} onOpen={onSource} />;
    },
    [chips, source, onSource],
  );
  return (
    <div>
      <Markdown renderAnchor={renderAnchor}>{text}</Markdown>
      {part.isQuotation &&
        part.citations.map((citation) => <Quotation key={citation.number} citation={citation} />)}
    </div>
  );
}

function Quotation({ citation: { quote, path, startLine } }: { citation: ShownCitation }) {
  return (
    <CodeBlock
      code={quote}
      language={languageOf(path)}
      startLine={startLine}
      label={`${path}:${startLine}`}
      className="mt-1.5 max-h-72 overflow-y-auto rounded-md border border-line bg-code"
    />
  );
}

const CHIP = "cited-";

// Keeps a chip on the line of its last word, and a "!" before it from making a picture of the link.
const JOINER = "\u2060";

/** A fence takes no chip into itself: then they stand below it. */
function withChips(text: string, names: readonly string[]): string {
  const links = names.map((name) => `[·](#${name})`).join("");
  const trimmed = text.trimEnd();
  return /(^|\n)(```|~~~)[^\n]*$/.test(trimmed) ? `${trimmed}\n\n${links}` : `${trimmed}${JOINER}${links}`;
}

function Note({
  part,
  conversation,
}: {
  part: Extract<ShownPart, { type: "note" }>;
  conversation: Conversation;
}) {
  const note = conversation.notes.find(({ id }) => id === part.noteId);
  return (
    <details className="rounded-lg border border-line bg-panel">
      <summary className="flex cursor-pointer items-center gap-2 rounded-lg px-3.5 py-2.5 font-medium">
        <NotebookText aria-hidden className="size-4 text-quiet" />
        {part.title}
      </summary>
      {note && <Markdown className="border-line border-t px-3.5 py-3">{note.content}</Markdown>}
    </details>
  );
}
