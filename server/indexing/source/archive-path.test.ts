import { expect, test } from "vitest";
import { makeTar, makeZip, paxPath, refusal } from "./test-archives.ts";

test("a name with NUL is refused", async () => {
  expect(await refusal(makeZip([{ name: "a" }, { name: "b\0.ts" }]))).toBe("unsafe_path");
  expect(
    await refusal(makeTar([{ name: "PaxHeader", type: "x", data: paxPath("b\0.ts") }, { name: "b" }])),
  ).toBe("unsafe_path");
});
