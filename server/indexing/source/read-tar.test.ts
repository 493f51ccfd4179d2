import { expect, test } from "vitest";
import { makeTar, paxPath, unpack } from "./test-archives.ts";

test("long names of PAX and GNU tars are whole", async () => {
  const long = `${"folder-".repeat(9)}/${"name-".repeat(30)}ü.ts`;
  const pax = makeTar([
    { name: "PaxHeader", type: "x", data: paxPath(long) },
    { name: "cut", data: "x" },
    { name: "b" },
  ]);
  const gnu = makeTar([
    { name: "././@LongLink", type: "L", data: `${long}\0` },
    { name: "cut", data: "x" },
    { name: "b" },
  ]);
  for (const tar of [pax, gnu]) expect((await unpack(tar)).files).toEqual({ b: "", [long]: "x" });
});

test("paths and names longer than the limits are skipped", async () => {
  const [longName, longPath] = ["n".repeat(256), "folder/".repeat(20)];
  const tar = makeTar([
    { name: "a" },
    { name: "././@LongLink", type: "L", data: `${longName}\0` },
    { name: "cut" },
    { name: "././@LongLink", type: "L", data: `${longPath}b\0` },
    { name: "cut" },
  ]);
  const { skipped } = await unpack(tar, { maxPathBytes: 300 });
  expect(skipped).toEqual({ [longName]: "path_too_long" });
  expect((await unpack(tar, { maxPathBytes: 140 })).skipped).toHaveProperty(
    [`${longPath}b`],
    "path_too_long",
  );
});
