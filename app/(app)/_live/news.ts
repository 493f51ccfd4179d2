import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/router";

type Progress = inferRouterOutputs<AppRouter>["repository"]["onProgress"];

/** An index run under way. */
export type ActiveRun = (Progress extends AsyncIterable<infer Runs extends unknown[]> ? Runs : never)[number];

/** A piece of news about a request under way. */
export type AnswerNews =
  | {
      kind: "event";
      requestId: string;
      conversationId: string;
      messageId: string;
      sequence: number;
      type: string;
      data: Record<string, unknown>;
    }
  | {
      kind: "tail";
      requestId: string;
      conversationId: string;
      after: number;
      events: { type: string; data: Record<string, unknown> }[];
    };

/** What `live.onNews` tells; the runs are all that are under way, each time. */
export type News = { kind: "runs"; runs: ActiveRun[] } | AnswerNews;
