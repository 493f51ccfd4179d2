import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { draftKey, forgetDrafts, keepDraft, readDraft } from "./kept-draft";

/** As much of a browser's storage as is used here. */
const storage = () => {
  const kept: Record<string, string> = {};
  const methods = {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => void Object.assign(kept, { [key]: value }),
    removeItem: (key: string) => void Reflect.deleteProperty(kept, key),
  };
  return new Proxy(methods, { ownKeys: () => Object.keys(kept), getOwnPropertyDescriptor: () => shown });
};
const shown = { enumerable: true, configurable: true };

beforeEach(() => vi.stubGlobal("localStorage", storage()));
afterEach(() => vi.unstubAllGlobals());

const key = draftKey({ organizationId: "o", personId: "p", conversationId: "c" });
const draft = { text: "Where do herons", context: { files: [{ repositoryId: "r", path: "a.ts" }] } };

test("a draft comes back as it was left, for its conversation, person and organization alone", () => {
  keepDraft(key, draft);
  expect(readDraft(key)).toEqual(draft);
  for (const other of [{ organizationId: "x" }, { personId: "x" }, { conversationId: "x" }])
    expect(
      readDraft(draftKey({ organizationId: "o", personId: "p", conversationId: "c", ...other })),
    ).toBeUndefined();
});

test("an empty draft is forgotten, and so are all of them when somebody signs out", () => {
  keepDraft(key, draft);
  keepDraft(key, { text: "" });
  expect(readDraft(key)).toBeUndefined();
  keepDraft(key, draft);
  localStorage.setItem("carrel.searches.o.p", "[]");
  forgetDrafts();
  expect(readDraft(key)).toBeUndefined();
  expect(localStorage.getItem("carrel.searches.o.p")).toBe("[]");
});

test("a browser that forbids storage, or holds something else there, keeps no draft and does not fail", () => {
  localStorage.setItem(key, "{broken");
  expect(readDraft(key)).toBeUndefined();
  localStorage.setItem(key, JSON.stringify({ text: 7 }));
  expect(readDraft(key)).toBeUndefined();
  vi.stubGlobal("localStorage", undefined);
  keepDraft(key, draft);
  forgetDrafts();
  expect(readDraft(key)).toBeUndefined();
});
