import { expect, test } from "vitest";
import { changedFields, nameOfThing } from "./changed-fields";
import { actionWords, thingWords } from "./event-words";

test("fields stand side by side, before and after, and the rest below", () => {
  const data = {
    before: { name: "Old", reindexEveryMinutes: null },
    after: { name: "New", reindexEveryMinutes: 60 },
    run_id: "r1",
  };
  expect(changedFields(data)).toEqual([
    { name: "name", before: "Old", after: "New" },
    { name: "reindex every minutes", before: null, after: "60" },
    { name: "run id", value: "r1" },
  ]);
});

test("older events, whose before and after are values, are read as well", () => {
  expect(changedFields({ before: "Old", after: "New" })).toEqual([
    { name: "value", before: "Old", after: "New" },
  ]);
  expect(changedFields({})).toEqual([]);
  expect(changedFields({ before: ["a"], after: null })).toEqual([
    { name: "value", before: '["a"]', after: null },
  ]);
});

test("a thing is called by its new name, else by its old one", () => {
  expect(nameOfThing({ before: { name: "Old" }, after: { name: "New" } })).toBe("New");
  expect(nameOfThing({ before: { name: "Gone" } })).toBe("Gone");
  expect(nameOfThing({ name: "Itself" })).toBe("Itself");
  expect(nameOfThing({ after: { role: "admin" } })).toBeUndefined();
});

test("what has no sentence yet still says its name, and no name of the language is one", () => {
  expect(actionWords("organization.rename")).toBe("renamed the organization");
  expect(actionWords("api_key.make_new")).toBe("api key: make new");
  expect(actionWords("constructor")).toBe("constructor");
  expect(thingWords("api_key")).toBe("Api key");
});
