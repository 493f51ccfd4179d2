import { expect, test } from "vitest";
import { accessToken, branchName, remoteUrl } from "./remote-address";

test.each([
  ["https://github.com/org/repo", "https://github.com/org/repo"],
  ["  https://GitHub.com:443/Org/Repo.git/  ", "https://github.com/Org/Repo.git"],
  ["https://git.example.org:8443/a/b//", "https://git.example.org:8443/a/b"],
  ["https://git.example.org/a/@scope/b", "https://git.example.org/a/@scope/b"],
])("%s is kept as %s", (given, kept) => {
  expect(remoteUrl.parse(given)).toBe(kept);
});

test.each([
  ["", "Give the address"],
  ["http://git.example.org/a", "https address"],
  ["git@github.com:org/repo.git", "https address"],
  ["ssh://git@github.com/org/repo", "https address"],
  ["git://github.com/org/repo", "https address"],
  ["file:///etc", "https address"],
  ["ext::sh -c id", "spaces"],
  ["ext::id", "https address"],
  ["--upload-pack=id", "https address"],
  ["/srv/repo", "https address"],
  ["https://user:secret@git.example.org/a", "Leave user and password out"],
  ["https://token@git.example.org/a", "Leave user and password out"],
  ["https://@git.example.org/a", "Leave user and password out"],
  ["https://git.example.org/a?x=1", "Leave out what follows"],
  ["https://git.example.org/a#main", "Leave out what follows"],
  ["https://git.example.org/", "no repository on it"],
  ["https://git.example.org/a\nb", "control characters"],
])("%j is refused: %s", (given, reason) => {
  expect(remoteUrl.safeParse(given).error?.issues[0]?.message).toContain(reason);
});

test("branches are those that git allows", () => {
  for (const name of ["main", "release/1.2", "feature/ä-ö", "a.b", "HEAD"])
    expect(branchName.safeParse(name).success, name).toBe(true);
  for (const name of [
    "",
    "@",
    "-d",
    "--upload-pack=id",
    "a..b",
    "a b",
    "a\u0007b",
    "a~1",
    "a:b",
    "a^",
    "a?",
    "a*",
    "a[",
    "a\\b",
    "/a",
    "a/",
    "a//b",
    "a.",
    ".a",
    "a/.b",
    "a.lock",
    "a@{1}",
    "x".repeat(251),
  ])
    expect(branchName.safeParse(name).success, name).toBe(false);
});

test("a token is one line of printable ASCII", () => {
  expect(accessToken.parse(" ghp_abc ")).toBe("ghp_abc");
  for (const token of ["", "a b", "a\nb", "tökén"]) expect(accessToken.safeParse(token).success).toBe(false);
});
