import { afterEach, expect, test, vi } from "vitest";
import type { ActiveRun, News } from "./news";
import { shareNews } from "./share-news";

type Opened = { conversationIds: string[]; tell: (news: News) => void; isClosed: boolean };

const leaves: (() => void)[] = [];
let owner = { personId: "", organizationId: "o" };
afterEach(() => {
  for (const leave of leaves.splice(0)) leave();
});

/** A tab of the browser: the streams it has opened, and what it was told. */
function tab() {
  const opened: Opened[] = [];
  const told: News[] = [];
  const shared = shareNews({
    owner,
    mayOpen: async () => true,
    open(conversationIds, { onValue }) {
      const stream: Opened = { conversationIds, tell: onValue, isClosed: false };
      opened.push(stream);
      return () => {
        stream.isClosed = true;
      };
    },
    onNews: (news) => told.push(news),
  });
  leaves.push(shared.leave);
  return { ...shared, opened, told };
}

const browser = (name: string) => {
  owner = { personId: name, organizationId: "o" };
};
const runs = (...ids: string[]): News => ({ kind: "runs", runs: ids.map((id) => ({ id }) as ActiveRun) });
const settled = <T>(check: () => T) => vi.waitFor(check, { timeout: 2_000, interval: 5 });

test("one tab opens the stream, before anybody wants a conversation, and all tabs are told", async () => {
  browser("one");
  const first = tab();
  await settled(() => expect(first.opened).toHaveLength(1));
  const second = tab();
  first.opened[0]?.tell(runs("a"));
  await settled(() => expect(second.told).toContainEqual(runs("a")));
  expect(first.told).toEqual([runs("a")]);
  expect(second.opened).toEqual([]);
});

test("a tab that comes later is told what is under way without waiting for a change", async () => {
  browser("late");
  const first = tab();
  await settled(() => expect(first.opened).toHaveLength(1));
  first.opened[0]?.tell(runs("a"));
  const second = tab();
  await settled(() => expect(second.told).toEqual([runs("a")]));
});

test("a conversation that any tab begins to show opens the stream anew, and one left does not", async () => {
  browser("wants");
  const first = tab();
  const second = tab();
  await settled(() => expect(first.opened).toHaveLength(1));
  second.want(["x"]);
  await settled(() => expect(first.opened).toHaveLength(2));
  expect(first.opened[0]?.isClosed).toBe(true);
  expect(first.opened[1]?.conversationIds).toEqual(["x"]);
  // Shown already, but this tab has seen nothing of it.
  first.want(["x"]);
  await settled(() => expect(first.opened).toHaveLength(3));
  second.want([]);
  first.want([]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(first.opened).toHaveLength(3);
  first.want(["y"]);
  await settled(() => expect(first.opened.at(-1)?.conversationIds).toEqual(["y"]));
  expect(first.opened).toHaveLength(4);
  expect(first.opened.filter(({ isClosed }) => !isClosed)).toHaveLength(1);
});

test("the stream goes on in the next tab with all that is wanted when the one that holds it leaves", async () => {
  browser("next");
  const first = tab();
  await settled(() => expect(first.opened).toHaveLength(1));
  const second = tab();
  const third = tab();
  second.want(["x"]);
  third.want(["z"]);
  await settled(() => expect(first.opened.at(-1)?.conversationIds).toHaveLength(2));
  first.leave();
  expect(first.opened.every(({ isClosed }) => isClosed)).toBe(true);
  await settled(() => expect(second.opened.at(-1)?.conversationIds.toSorted()).toEqual(["x", "z"]));
  expect(third.opened).toEqual([]);
});

test("what belongs to another person is not taken in", async () => {
  browser("mine");
  const mine = tab();
  await settled(() => expect(mine.opened).toHaveLength(1));
  browser("theirs");
  const theirs = tab();
  await settled(() => expect(theirs.opened).toHaveLength(1));
  mine.opened[0]?.tell(runs("secret"));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(theirs.told).toEqual([]);
});
