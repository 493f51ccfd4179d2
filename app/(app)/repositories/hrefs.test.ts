import { expect, test } from "vitest";
import { fileHref, folderHref, pathOfSegments, repositoryHref, titleOfSegment } from "./hrefs";

test("a path with any characters comes back from its address as it was", () => {
  for (const path of [
    "a b/c#d.ts",
    "100%/50%25.md",
    "[id]/(x)/page.tsx",
    "wie?/so&nicht=1",
    "日本/ü.py",
    "a+b/@c/;d",
  ]) {
    const href = fileHref("r1", path);
    const { pathname, search, hash } = new URL(href, "http://x");
    expect([search, hash], path).toEqual(["", ""]);
    expect(pathOfSegments(pathname.split("/").slice(4)), path).toBe(path);
  }
});

test("lines stand behind the path, and a folder in the address of its repository", () => {
  expect(fileHref("r1", "a.ts", { from: 3, to: 9 })).toBe("/repositories/r1/files/a.ts#L3-L9");
  expect(folderHref("r1", "")).toBe(repositoryHref("r1"));
  expect(new URL(folderHref("r1", "a b&c/d"), "http://x").searchParams.get("folder")).toBe("a b&c/d");
});

test("an address that was typed wrongly names a path all the same", () => {
  expect(pathOfSegments(["100%", "x"])).toBe("100%/x");
});

test("a title is the file's name, whether its segment came encoded or not", () => {
  for (const name of ["a b.ts", "100%.ts", "ü%20x.py", "plain.ts"]) {
    expect(titleOfSegment(name), name).toBe(name);
    expect(titleOfSegment(encodeURIComponent(name)), name).toBe(name);
  }
});
