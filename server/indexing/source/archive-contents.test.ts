import { expect, test } from "vitest";
import { makeTar, makeZip, unpack } from "./test-archives.ts";

test("links and devices are skipped and reported, never made", async () => {
  const tar = makeTar([
    { name: "a", data: "x" },
    { name: "link", type: "2", link: "/etc/passwd" },
    { name: "hard", type: "1", link: "/etc/passwd" },
    { name: "null", type: "3" },
    { name: "pipe", type: "6" },
  ]);
  expect(await unpack(tar)).toEqual({
    files: { a: "x" },
    skipped: { hard: "hard_link", link: "symbolic_link", null: "special_file", pipe: "special_file" },
  });
  const zip = makeZip([
    { name: "a" },
    { name: "link", data: "/etc/passwd", mode: 0o120777 },
    { name: "pipe", mode: 0o010644 },
  ]);
  expect((await unpack(zip)).skipped).toEqual({ link: "symbolic_link", pipe: "special_file" });
});
