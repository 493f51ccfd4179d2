import { keepOpen } from "./keep-open";
import type { StreamOwner } from "./share-stream";

/** A piece of news about a request under way, as `agent.events` tells it. */
export type News =
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

type Open = (
  conversationIds: string[],
  handlers: { onValue: (news: News) => void; onLost: () => void },
) => () => void;

type Message = { tab: string } & (
  | { kind: "wants"; conversationIds: string[] }
  | { kind: "news"; news: News }
  // A new leader, or a tab that has just come, asks everybody to say what they want.
  | { kind: "ask" }
);

/**
 * Gives all tabs of a browser the news of the conversations they show over one stream. The tab that holds the Web Lock
 * opens it for all that is wanted, and anew when that changes: a stream that begins tells every request under way from
 * its first event, and whoever has seen an event knows it by its number. Returns how to say what this tab wants, and
 * how to leave.
 */
export function shareEvents(options: {
  owner: StreamOwner;
  mayOpen: () => Promise<boolean>;
  open: Open;
  onNews: (news: News) => void;
}): { want: (conversationIds: string[]) => void; leave: () => void } {
  const { owner, mayOpen, open, onNews } = options;
  const tab = Math.random().toString(36).slice(2);
  const wanted = new Map<string, string[]>();
  let mine: string[] = [];
  let isLeader = false;
  let opened = "";
  let close = () => {};
  const left = new AbortController();
  const name = `carrel.events.${owner.personId}.${owner.organizationId}`;
  const channel = "locks" in navigator ? new BroadcastChannel(name) : undefined;
  const say = (message: Message) => channel?.postMessage(message);

  function reopen(force = false) {
    if (!isLeader) return;
    const ids = [...new Set([...wanted.values()].flat())].sort().slice(0, MOST_CONVERSATIONS);
    if (!force && ids.join() === opened) return;
    opened = ids.join();
    close();
    close = () => {};
    if (ids.length === 0) return;
    close = keepOpen<News>({
      mayOpen,
      open: (handlers) => open(ids, handlers),
      onValue: (news) => {
        onNews(news);
        say({ tab, kind: "news", news });
      },
    });
  }

  function heard(message: Message) {
    if (message.kind === "news") return onNews(message.news);
    if (message.kind === "ask") {
      if (mine.length > 0) say({ tab, kind: "wants", conversationIds: mine });
      return;
    }
    const isNew = message.conversationIds.some((id) => !wanted.get(message.tab)?.includes(id));
    if (message.conversationIds.length === 0) wanted.delete(message.tab);
    else wanted.set(message.tab, message.conversationIds);
    // A tab that begins to look at what another shows already has seen nothing of it: told again from the start.
    if (isLeader) reopen(isNew);
  }

  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<Message>) => heard(data);
    navigator.locks
      .request(name, { signal: left.signal }, () => {
        if (left.signal.aborted) return;
        isLeader = true;
        say({ tab, kind: "ask" });
        reopen();
        return new Promise<void>((resolve) => {
          left.signal.addEventListener("abort", () => resolve());
        });
      })
      .catch((error: unknown) => {
        if (!left.signal.aborted) throw error;
      });
  } else isLeader = true;

  return {
    want(conversationIds) {
      mine = conversationIds;
      heard({ tab, kind: "wants", conversationIds });
      say({ tab, kind: "wants", conversationIds });
    },
    leave() {
      say({ tab, kind: "wants", conversationIds: [] });
      left.abort();
      close();
      channel?.close();
    },
  };
}

const MOST_CONVERSATIONS = 20;
