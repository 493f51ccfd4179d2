import { BookOpen } from "lucide-react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { knowledgeMessages } from "@/app/_messages/knowledge";
import { Badge } from "@/app/_ui/badge";
import { TextLink } from "@/app/_ui/text-link";
import { knowledgeHref } from "../../repositories/hrefs";
import type { KnowledgePart } from "./types";

/** What was proposed for a repository's knowledge, and the way to where it is reviewed. */
export function ProposedKnowledge({ part }: { part: KnowledgePart }) {
  return (
    <section
      aria-label={messages.proposedKnowledge}
      className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-panel px-3.5 py-2.5"
    >
      <BookOpen aria-hidden className="size-4 text-quiet" />
      <span className="wrap-anywhere min-w-40 flex-1 font-medium">{part.title}</span>
      <Badge>{knowledgeMessages.categories[part.category]}</Badge>
      <TextLink href={knowledgeHref(part.repositoryId)} prefetch={false}>
        {messages.reviewKnowledge}
      </TextLink>
    </section>
  );
}
