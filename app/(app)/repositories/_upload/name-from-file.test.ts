import { expect, test } from "vitest";
import { nameFromAddress, nameFromFile, nameFromPath } from "./name-from-file";

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

test("a git repository is named after the last part of its address", () => {
  expect(nameFromAddress("https://git.example.org/team/payments-api.git")).toBe("payments-api");
  expect(nameFromAddress(" https://git.example.org/payments-api/ ")).toBe("payments-api");
  expect(nameFromAddress("https://git.example.org")).toBe("");
  expect(nameFromAddress("https://git.example.org/")).toBe("");
});
