import type { ProposedEntry } from "@/db/schema/knowledge-part";
import type { ConversationContext, MessagePart, PlanStep } from "@/db/schema/message-part";
import type { Claim, Passage } from "@/server/answer/answer";
import type { ProposedPlan } from "@/server/answer/propose-plan";

/** What the answering side is given. Whatever else it looks up, it looks up as the person who asked. */
export interface AnswerInput {
  organizationId: string;
  conversationId: string;
  requestId: string;
  /** Who asked, and for whom usage is counted. */
  userId: string;
  /** `organization`, or the only user who reads the answer: what is looked up for it must be theirs to see. */
  audience: string;
  /** Where the conversation looks. */
  context: ConversationContext;
  task:
    | { type: "assistant"; question: string }
    | { type: "plan"; goal: string }
    | {
        type: "step";
        goal: string;
        step: PlanStep;
        /** Whether the budget that was confirmed leaves a model anything: without, passages are quoted. */
        mayAskModel: boolean;
      };
  /** At most 20, best first, within the token budget. Data, never instructions. */
  passages: Passage[];
  /** The path of messages that leads to the question, oldest first, the question left out. */
  history: { role: "user" | "assistant"; text: string }[];
  /** The model chosen for the conversation; null takes the configured one. */
  modelId: string | null;
}

/** What an answer is made of, in its order. Texts that follow each other are one. */
export type AnswerEvent =
  | { type: "text"; text: string }
  /** More of a paragraph that is still being written: the next text, claim or paragraph takes its place. */
  | { type: "draft"; text: string }
  | { type: "claim"; claim: Claim }
  /** Texts and claims that are kept together or not at all. */
  | { type: "paragraph"; parts: ({ type: "text"; text: string } | { type: "claim"; claim: Claim })[] }
  /** Found while answering: from here on they may be cited as well. */
  | { type: "retrieved"; passages: Passage[] }
  | { type: "plan"; plan: ProposedPlan }
  /** Something to keep in the conversation: of a `write_note` step only. With an id it is kept already. */
  | { type: "note"; noteId?: string; title: string; content: string }
  /** Something to propose for a repository's knowledge: of a `write_knowledge` step only. With an id it is there already. */
  | { type: "knowledge"; entryId?: string; entry: ProposedEntry }
  /** A tool that writes waits for a person, or was decided about. */
  | { type: "tool"; toolCallId: string; approval: "pending" | "approved" | "rejected" | "expired" }
  /** Of all calls so far. */
  | { type: "usage"; inputTokens: number; outputTokens: number; cost: string };

/**
 * Answers. Stops as soon as `signal` aborts, and may say its usage after that. What it has yielded is kept, also when it throws; an `AnswerError` says in
 * words for people why it could not go on.
 */
export type Answerer = (input: AnswerInput, signal: AbortSignal) => AsyncIterable<AnswerEvent>;

/** Why there is no answer, or only a part of one; the message is shown to the person. */
export class AnswerError extends Error {
  override readonly name = "AnswerError";
  readonly failure: "unavailable" | "limit" | "refused";

  constructor(failure: AnswerError["failure"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}

/** What was kept of an answer so far: its parts, and the claims behind those that are claims. */
export interface Composed {
  parts: MessagePart[];
  claims: Claim[];
}
