import type { AgentEvent, AgentNews } from "@/server/agent/watch-events";
import type { Person } from "./sign-up";

/** Follows the events of conversations as a browser does, from the event with this id on. */
export function follow(person: Person, conversationIds: string[], lastEventId?: string) {
  const events: AgentEvent[] = [];
  let tails = 0;
  let lastId = lastEventId;
  let wake: () => void = () => {};
  let hasBegun = false;
  let end: { error?: unknown } | undefined;
  let close: () => Promise<void> = async () => {};

  const read = async () => {
    const stream = (await person.api.agent.events({ conversationIds, lastEventId })) as AsyncIterable<
      AgentNews | [string, AgentNews, symbol]
    >;
    const iterator = stream[Symbol.asyncIterator]();
    close = async () => {
      void iterator.return?.();
    };
    for (;;) {
      const { done, value } = await iterator.next();
      if (done) return;
      const news = Array.isArray(value) ? value[1] : value;
      if (Array.isArray(value)) lastId = value[0];
      if (news.kind === "event") events.push(news);
      if (news.kind === "tail") tails += 1;
      if (news.kind === "following") hasBegun = true;
      wake();
    }
  };
  const reading = read().then(
    () => {
      end = {};
      wake();
    },
    (error: unknown) => {
      end = { error };
      wake();
    },
  );

  const waitFor = async (holds: () => boolean) => {
    const timeout = setTimeout(() => {
      end ??= { error: new Error("What was waited for did not come.") };
      wake();
    }, 30_000);
    while (!holds()) {
      if (end) throw end.error ?? new Error("The stream has ended.");
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    clearTimeout(timeout);
  };

  return {
    events: () => events,
    tails: () => tails,
    lastId: () => lastId,
    text: () => events.map(({ type, data }) => (type === "text" ? String(data.text) : "")).join(""),
    until: (matches: (event: AgentEvent) => boolean) => waitFor(() => events.some(matches)),
    begun: () => waitFor(() => hasBegun),
    ended: async () => {
      await reading;
      if (end?.error) throw end.error;
    },
    close: () => close(),
  };
}
