import fc from "fast-check";
import { expect, test } from "vitest";
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

test("any words survive, our own marks among them", () => {
  const line = fc.oneof(
    fc.string({ unit: "grapheme" }).map((text) => text.replaceAll(/[\r\n]/g, "")),
    fc.constantFrom("<!-- /carrel:entry -->", "\\<!-- carrel:entry {} -->", "## a", "", "-->", "```"),
  );
  const words = fc.array(line, { maxLength: 8 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(words, (content) => {
      const [read] = readEntries(writeEntry({ ...entry, content })).entries;
      expect(read?.content).toBe(content);
    }),
  );
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
