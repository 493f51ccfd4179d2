import fc from "fast-check";
import { expect, test } from "vitest";
import { locateCitation } from "./locate-citation";

const quote = "function release(pool, client) {\n  pool.idle.push(client);\n  pool.wake();\n}";
const before = `const a = 1;\n${quote}\nend\n`;
const citation = {
  quote,
  contentHash: "old",
  startChar: before.indexOf(quote),
  endChar: before.indexOf(quote) + quote.length,
};
const locate = (content: string, contentHash = "new") => {
  const found = locateCitation(citation, { contentHash, content });
  return { ...found, text: content.slice(found.startChar ?? 0, found.endChar ?? 0) };
};

test("an unchanged file, and one that changed elsewhere, keep the citation where it is", () => {
  expect(locate(before, "old")).toMatchObject({ freshness: "current", text: quote });
  expect(locate(before.replace("end", "END OF FILE"))).toMatchObject({ freshness: "current", text: quote });
});

test("a quote that moved is found at the nearest of its places", () => {
  expect(locate(`// new\n${before}`)).toMatchObject({ freshness: "moved", text: quote });
  const twice = `${quote}\n${"x\n".repeat(50)}${quote}\n`;
  expect(locate(twice)).toMatchObject({ freshness: "moved", startChar: 0 });
});

test("other line ends move a quote, and its place is one of the file as it is", () => {
  expect(locate(before.replaceAll("\n", "\r\n"))).toMatchObject({
    freshness: "moved",
    text: quote.replaceAll("\n", "\r\n"),
  });
});

test("a rewritten quote is changed, and shown where it stands now", () => {
  const edited = quote.replace("pool.wake()", "pool.notify(client)");
  expect(locate(`// top\n\n${edited}\nend\n`)).toMatchObject({ freshness: "changed", text: edited });
});

test("a quote of which nothing is left is gone, and so is that of a deleted file", () => {
  expect(locate("export const nothing = true;\n")).toEqual({ freshness: "gone", text: "" });
  expect(locateCitation(citation, undefined)).toEqual({ freshness: "gone" });
});

test("wherever a quote is put, with whatever line ends, the place that is given holds it", () => {
  const text = fc
    .array(fc.constantFrom("a", "é", "🦉", "\n", "\r\n", "wake", " "))
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, text, fc.boolean(), (above, below, isWindows) => {
      const whole = above + quote + below;
      const found = locate(isWindows ? whole.replace(/\r?\n/g, "\r\n") : whole);
      expect(["current", "moved"]).toContain(found.freshness);
      expect(found.text.replaceAll("\r\n", "\n")).toBe(quote);
    }),
  );
});
