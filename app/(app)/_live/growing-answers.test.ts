import { expect, test } from "vitest";
import { type Growing, growBy } from "./growing-answers";
import type { AnswerNews as News } from "./news";

const of = { requestId: "r", conversationId: "c" };
const event = (sequence: number, type = "text", data = {}): News => ({
  ...{ kind: "event", ...of, messageId: "m", sequence, type, data },
});
const tail = (after: number, text: string): News => ({
  ...{ kind: "tail", ...of, after, events: [{ type: "text", data: { text } }] },
});
const grow = (...news: News[]) =>
  news.reduce<ReadonlyMap<string, Growing>>((map, one) => growBy(map, one), new Map()).get("r");

test("events stand in their order, each once, however often they are told", () => {
  expect(grow(event(1), event(2), event(1), event(2), event(3))?.kept).toHaveLength(3);
});

test("an event whose predecessor is missing is not taken: the stream tells it again", () => {
  expect(grow(event(1), event(3))?.kept).toHaveLength(1);
});

test("a tail replaces the one before it, and the next event replaces the tail", () => {
  expect(grow(event(1), tail(1, "a"), tail(1, "a b"))?.tail).toEqual([
    { type: "text", data: { text: "a b" } },
  ]);
  expect(grow(event(1), tail(1, "a"), event(2, "text", { text: "a" }))?.tail).toEqual([]);
});

test("a tail that follows an event not yet seen, or is late, is left alone", () => {
  expect(grow(event(1), tail(2, "b"))?.tail).toEqual([]);
  expect(grow(event(1), event(2), tail(1, "late"))?.tail).toEqual([]);
  expect(grow(event(1), event(2, "settled"), tail(2, "after the end"))?.tail).toEqual([]);
});

test("what is told again changes nothing, so that nothing is drawn again", () => {
  const once = growBy(new Map(), event(1));
  expect(growBy(once, event(1))).toBe(once);
});
