import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/router";

type Outputs = inferRouterOutputs<AppRouter>;

export type Conversation = Outputs["conversation"]["get"];
export type Message = Outputs["message"]["list"]["items"][number];
export type StoredCitation = Message["citations"][number];
type StoredPart = Message["parts"][number];
export type PlanPart = Extract<StoredPart, { type: "plan" }>;
export type KnowledgePart = Extract<StoredPart, { type: "knowledge" }>;
export type Plan = PlanPart["plan"];
export type Freshness = StoredCitation["freshness"];

/** A citation as it is shown, with the number of its chip; freshness is known once the answer is kept. */
export type ShownCitation = Pick<
  StoredCitation,
  | "sourceTable"
  | "sourceId"
  | "repositoryId"
  | "path"
  | "startLine"
  | "endLine"
  | "quote"
  | "verdict"
  | "reason"
> & { number: number; freshness: Freshness | undefined };

/** A part of a message as it is shown. */
export type ShownPart =
  | { type: "text"; text: string }
  | {
      type: "claim";
      index: number;
      text: string;
      isQuotation?: boolean | undefined;
      citations: ShownCitation[];
    }
  | PlanPart
  | KnowledgePart
  | Extract<StoredPart, { type: "note" }>;
