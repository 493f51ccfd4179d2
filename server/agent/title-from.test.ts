import { expect, test } from "vitest";
import { titleFrom, titleFromModel } from "./title-from";

test.each([
  ["Releasing the pool", "Releasing the pool"],
  ["\n\n## **Releasing** the `pool`.\n\nMore words", "Releasing the pool"],
  ["Title: “Herons at the water”", "Herons at the water"],
  ["<think>What shall I\nsay?</think>\nHerons", "Herons"],
  ["- *Herons* [at the water](https://evil.example/x)", "Herons at the water"],
  ["![x](https://evil.example/x.png)<img src=x onerror=alert(1)>Herons", "xHerons"],
  ["He\0rons\u202e at\tnight\ud83e", "He rons at night\ufffd"],
  ["snake_case_names stay, and __init__ too", "snake_case_names stay, and __init__ too"],
  ["```text\n* Herons\n```", "Herons"],
])("a title is one line of plain words: %j", (written, title) => {
  expect(titleFromModel(written)).toBe(title);
});

test("what says nothing gives no title", () => {
  for (const written of ["", " \n ", "```", "<think>for ever", "**", '""']) {
    expect(titleFromModel(written)).toBeUndefined();
  }
});

test("an endless title is cut at a word, as that of a question is", () => {
  const title = titleFromModel("herons ".repeat(10_000)) ?? "";
  expect(title.length).toBeLessThanOrEqual(80);
  expect(title).toMatch(/^herons .*herons…$/);
  expect(titleFrom("🦉".repeat(100)).isWellFormed()).toBe(true);
  expect(titleFrom(`${"herons ".repeat(100)}\nmore`)).toBe(title);
});
