import { tracked } from "@trpc/server";
import { eventsInput } from "@/server/agent/events-input";
import { type AgentNews, watchEvents } from "@/server/agent/watch-events";
import { watchProgress } from "@/server/repository/watch-progress";
import { router, tenantProcedure } from "@/server/trpc/init";
import { mergeStreams } from "./merge-streams";

type Runs = Awaited<ReturnType<Awaited<ReturnType<typeof watchProgress>>["next"]>>["value"];

/** One stream has it all: a browser opens six over HTTP/1.1 at most, and then waits for ever. */
export type LiveNews = { kind: "runs"; runs: Exclude<Runs, undefined> } | AgentNews;

export const liveRouter = router({
  /**
   * What a browser follows, in one stream for all its tabs: the index runs under way, and the events of the requests of
   * some conversations from the last one seen on. Ends when the caller signs out or loses the membership.
   */
  onNews: tenantProcedure("repository.read")
    .input(eventsInput)
    .subscription(async function* ({ ctx, input, signal }) {
      const ended = new AbortController();
      const either = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal;
      const { conversationIds, lastEventId } = input;
      const options = { inTenant: ctx.inTenant, conversationIds, cursor: lastEventId ?? undefined };
      try {
        for await (const news of mergeStreams<Tagged>([
          runsOf(watchProgress(ctx.inTenant, either)),
          eventsOf(watchEvents(options, either)),
        ])) {
          if (news.cursor === undefined) yield news.value;
          else yield tracked(news.cursor, news.value);
        }
      } finally {
        ended.abort();
      }
    }),
});

interface Tagged {
  cursor: string | undefined;
  value: LiveNews;
}

async function* runsOf(stream: ReturnType<typeof watchProgress>): AsyncGenerator<Tagged> {
  for await (const runs of stream) yield { cursor: undefined, value: { kind: "runs", runs } };
}

async function* eventsOf(stream: ReturnType<typeof watchEvents>): AsyncGenerator<Tagged> {
  for await (const { cursor, news } of stream) yield { cursor, value: news };
}
