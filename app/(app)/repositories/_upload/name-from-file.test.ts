import { expect, test } from "vitest";
import { nameFromFile, nameFromPath } from "./name-from-file";

test("an archive lends its name without what says that it is an archive", () => {
  expect(
    ["api.zip", "api.tar.gz", "api.TGZ", "api.tar", "api-1.2.3.tar.xz", "api"].map(nameFromFile),
  ).toEqual(["api", "api", "api", "api", "api-1.2.3", "api"]);
  expect(nameFromFile(".zip")).toBe(".zip");
  expect(nameFromFile(`${"x".repeat(150)}.zip`)).toHaveLength(100);
});

test("a folder lends its last name", () => {
  expect(["/srv/code/api", "/srv/code/api/", "C:\\code\\api", "/", ""].map(nameFromPath)).toEqual([
    "api",
    "api",
    "api",
    "",
    "",
  ]);
});
