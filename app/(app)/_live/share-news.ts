import { keepOpen } from "./keep-open";
import type { News } from "./news";

/** Whose stream it is: what belongs to another person or organization is never taken in. */
export type StreamOwner = { personId: string; organizationId: string };

type ShareNewsOptions = {
  owner: StreamOwner;
  /** Resolves to true when the stream may be opened; false ends it. */
  mayOpen: () => Promise<boolean>;
  /** Opens the stream itself and returns how to close it. Called in one tab of the browser at a time. */
  open: (
    conversationIds: string[],
    handlers: { onValue: (news: News) => void; onLost: () => void },
  ) => () => void;
  /** Called in every tab with each piece of news. */
  onNews: (news: News) => void;
};

type Message =
  | { tab: string; kind: "wants"; conversationIds: string[] }
  | { tab: string; kind: "news"; news: News }
  // A new leader, or a tab that has just come, asks what the others know and want.
  | { tab: string; kind: "ask" };

const MOST_CONVERSATIONS = 20;

/**
 * Gives all tabs of a browser one stream: the index runs under way, and the answers of the conversations that any of
 * them shows. The tab that holds the Web Lock opens it, and anew when somebody wants what it does not carry: a stream
 * that begins tells every request under way from its first event, and whoever has seen an event knows it by its number.
 * When that tab closes, the lock and the stream go to the next one; without Web Locks each tab opens its own.
 * Returns how to say what this tab wants, and how to leave.
 */
export function shareNews({ owner, mayOpen, open, onNews }: ShareNewsOptions): {
  want: (conversationIds: string[]) => void;
  leave: () => void;
} {
  const tab = Math.random().toString(36).slice(2);
  const wanted = new Map<string, string[]>();
  let carried: string[] | undefined;
  let latestRuns: News | undefined;
  let isLeader = false;
  let close = () => {};
  const left = new AbortController();
  const name = `carrel.live.${owner.personId}.${owner.organizationId}`;
  // Browsers offer locks on https and on this machine only.
  const channel = "locks" in navigator ? new BroadcastChannel(name) : undefined;
  // Whoever has left may still be asked to leave, or to want nothing.
  const say = (message: Message) => left.signal.aborted || channel?.postMessage(message);

  function take(news: News) {
    if (news.kind === "runs") latestRuns = news;
    onNews(news);
  }

  /** `isNew`: a tab wants something that it has seen nothing of, even if another has. */
  function reopen(isNew: boolean) {
    if (!isLeader || left.signal.aborted) return;
    // The newest wishes first: those of a tab that crashed must not crowd them out.
    const ids = [...new Set([...wanted.values()].reverse().flat())].slice(0, MOST_CONVERSATIONS);
    const carriesAll = carried !== undefined && ids.every((id) => carried?.includes(id));
    if (carriesAll && !isNew) return;
    carried = ids;
    close();
    close = keepOpen<News>({
      mayOpen,
      open: (handlers) => open(ids, handlers),
      onValue: (news) => {
        take(news);
        say({ tab, kind: "news", news });
      },
    });
  }

  function heard(message: Message) {
    if (message.kind === "news") return take(message.news);
    if (message.kind === "ask") {
      say({ tab, kind: "wants", conversationIds: wanted.get(tab) ?? [] });
      // The runs are told when they change, which may be long after a tab has come.
      if (isLeader && latestRuns) say({ tab, kind: "news", news: latestRuns });
      return;
    }
    const before = wanted.get(message.tab) ?? [];
    const isNew = message.conversationIds.some((id) => !before.includes(id));
    wanted.delete(message.tab);
    if (message.conversationIds.length > 0) wanted.set(message.tab, message.conversationIds);
    reopen(isNew);
  }

  function lead() {
    isLeader = true;
    reopen(false);
    say({ tab, kind: "ask" });
  }

  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<Message>) => heard(data);
    say({ tab, kind: "ask" });
    navigator.locks
      .request(name, { signal: left.signal }, () => {
        if (left.signal.aborted) return;
        lead();
        return new Promise<void>((resolve) => {
          left.signal.addEventListener("abort", () => resolve());
        });
      })
      .catch((error: unknown) => {
        if (!left.signal.aborted) throw error;
      });
  } else lead();

  return {
    want(conversationIds) {
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
