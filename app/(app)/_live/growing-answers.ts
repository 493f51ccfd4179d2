import type { AnswerNews } from "./news";

type Happening = { type: string; data: Record<string, unknown> };

/** What is known of a request: its kept events in order, and what follows them without being kept yet. */
export type Growing = {
  requestId: string;
  conversationId: string;
  messageId: string;
  kept: readonly Happening[];
  tail: readonly Happening[];
  /** Its last event has come. */
  isSettled: boolean;
};

/** The requests after one more piece of news. Told twice, or out of place, it changes nothing: the same map comes back. */
export function growBy(before: ReadonlyMap<string, Growing>, news: AnswerNews): ReadonlyMap<string, Growing> {
  const known = before.get(news.requestId);
  const count = known?.kept.length ?? 0;
  if (news.kind === "tail") {
    // Without the events before it a tail means nothing, and after the end nothing comes.
    if (!known || known.isSettled || news.after !== count) return before;
    return new Map(before).set(news.requestId, { ...known, tail: news.events });
  }
  if (news.sequence !== count + 1) return before;
  const { requestId, conversationId, messageId, type, data } = news;
  return new Map(before).set(requestId, {
    ...{ requestId, conversationId, messageId },
    kept: [...(known?.kept ?? []), { type, data }],
    tail: [],
    isSettled: type === "settled",
  });
}
