import fc from "fast-check";
import { expect, test } from "vitest";
import { knowledgeCategories } from "@/db/schema/knowledge-part";
import { readEntries, type TravellingEntry, writeEntry } from "./entry-text";

const entry: TravellingEntry = {
  id: "a",
  category: "mocks",
  title: "What we fake",
  content: "Nothing.\n\n## Really\n",
  review: "accepted",
  wording: null,
  examples: [{ key: "vi.fn -->", count: 2, files: 1 }],
  sourceFiles: [
    { path: "a-->b.ts", startLine: 1, endLine: 2, startChar: 0, endChar: 9, hash: "0".repeat(64) },
  ],
};

test("what is written is read back, among whatever a person writes around it", () => {
  const text = `# Ours\n\n${writeEntry(entry)}\nMore.\n\n${writeEntry({ ...entry, id: "b" })}`;
  expect(readEntries(text)).toEqual({ entries: [entry, { ...entry, id: "b" }], faults: [] });
});

const awkward = [
  ...["<!-- /carrel:entry -->", "\\<!-- carrel:entry {} -->", '<!-- carrel:entry {"id":"x"} -->', "-->"],
  ...[
    "## a",
    "# Ours: mocks",
    "",
    "```",
    "~~~ts",
    "\u2028",
    "a\u2028<!-- /carrel:entry -->",
    "\u2029## b",
    "\ufeff",
  ],
  ...["👩🏽‍💻 émoji", "  indented", "trailing  ", "\t- x", "{{ $1 $& }}", "- `vi.fn`: once in 1 file"],
];
const line = fc.oneof(
  fc.string({ unit: "grapheme" }).map((text) => text.replaceAll(/[\r\n]/g, "")),
  fc.constantFrom(...awkward),
);
const words = fc.array(line, { maxLength: 8 }).map((lines) => lines.join("\n"));
const title = line.map((text) => text.trim()).filter((text) => text !== "");
const place = fc.record({
  path: fc.oneof(title, fc.constant("a-->b\u2028.ts")),
  startLine: fc.integer({ min: 1, max: 9 }),
  endLine: fc.integer({ min: 1, max: 9 }),
  startChar: fc.nat(),
  endChar: fc.nat(),
  hash: fc.constant("0".repeat(64)),
});
const anyEntry: fc.Arbitrary<TravellingEntry> = fc.record({
  id: fc.uuid(),
  category: fc.constantFrom(...knowledgeCategories),
  title,
  content: words,
  review: fc.constantFrom("proposed" as const, "accepted" as const),
  wording: fc.option(words.map((text) => text.trim()).filter((text) => text !== "")),
  examples: fc.array(
    fc.record({ key: title, count: fc.integer({ min: 1 }), files: fc.integer({ min: 1 }) }),
    {
      maxLength: 3,
    },
  ),
  sourceFiles: fc.array(place, { maxLength: 3 }),
});

test("any entries survive, our own marks in their words, whatever an editor did to line ends", () => {
  const files = fc.array(anyEntry, { maxLength: 3 });
  fc.assert(
    fc.property(files, fc.constantFrom("\n", "\r\n"), fc.boolean(), (entries, end, hasMark) => {
      const text = `${hasMark ? "\ufeff" : ""}${entries.length === 0 ? "# None\n" : entries.map(writeEntry).join("\n")}`;
      expect(readEntries(text.replaceAll("\n", end))).toEqual({ entries, faults: [] });
    }),
  );
});

test("a model's words that were changed on the way become a person's", () => {
  const worded = writeEntry({ ...entry, wording: "Two things are faked.", content: "- a" });
  const [read] = readEntries(worded.replace("Two things are", "One thing is")).entries;
  expect(read).toMatchObject({ wording: null, content: "One thing is faked.\n\n- a" });
});

test("a file that went through Windows is read", () => {
  const text = writeEntry({ ...entry, content: "One line." }).replaceAll("\n", "\r\n");
  expect(readEntries(text).entries).toMatchObject([{ title: "What we fake", content: "One line." }]);
});

test("an entry that cannot be read is named, and the others are kept", () => {
  const broken = writeEntry({ ...entry, title: "Broken" }).replace('"mocks"', '"nothing"');
  const open = writeEntry(entry).replace("<!-- /carrel:entry -->", "");
  expect(readEntries(`${broken}\n${writeEntry(entry)}\n${open}`)).toMatchObject({
    entries: [{ id: "a" }],
    faults: ["Broken", "1 without their heading or their end"],
  });
});
