import { expect, test } from "vitest";
import { bad, good, lineOf, summaryOf, warning } from "./finding";
import { judgeAddress, judgeSecrets, judgeSources } from "./judge-configuration";
import { judgeExtensions, judgeMigrations, judgeRowSecurity, judgeVersion } from "./judge-database";
import { judgeClock, judgeDisk, judgeGit, judgeMachine } from "./judge-machine";
import { judgeQueue } from "./judge-queue";
import { judgeLogin, judgeMemberships, judgeRuntimeRoles } from "./judge-roles";
import { judgeIndexes, judgeStatements } from "./judge-statements";

const GIB = 2 ** 30;

test("the status is 1 when something is bad, and 0 when there is only something to look at", () => {
  expect(summaryOf([good("a"), warning("b", "c")])).toEqual({
    text: "Nothing is broken, 1 to look at.",
    status: 0,
  });
  expect(summaryOf([good("a"), bad("b", "c")]).status).toBe(1);
  expect(summaryOf([good("a")])).toEqual({ text: "All is well.", status: 0 });
});

test("a problem is printed with its fix", () => {
  expect(lineOf(bad("It broke", "Mend it."))).toBe("✗ It broke\n    Mend it.");
  expect(lineOf(good("It works"))).toBe("✓ It works");
});

test("a machine Carrel does not run on, and an old Node, are bad", () => {
  const levels = (platform: string, arch: string, nodeVersion: string) =>
    judgeMachine({ platform, arch, nodeVersion }).map(({ level }) => level);
  expect(levels("linux", "arm64", "24.1.0")).toEqual(["good", "good"]);
  expect(levels("win32", "x64", "24.1.0")).toEqual(["bad", "good"]);
  expect(levels("darwin", "arm64", "22.9.0")).toEqual(["good", "bad"]);
});

test("a nearly full disk is bad, and one that fills is worth a look", () => {
  expect([0.1, 1, 10].map((gib) => judgeDisk("/data", gib * GIB).level)).toEqual(["bad", "warning", "good"]);
});

test("clocks that are apart are noticed in either direction", () => {
  const levels = [0, 1_500, -3_000, 3_000, -90_000].map((ms) => judgeClock(ms).level);
  expect(levels).toEqual(["good", "good", "warning", "warning", "bad"]);
});

test("keys that others may read are bad, and so are none beside a server", () => {
  const file = { file: "/data/secrets.json", isReadable: true, hasKeys: false, isEmbedded: true };
  expect(judgeSecrets({ ...file, mode: 0o100600 }).level).toBe("good");
  expect(judgeSecrets({ ...file, mode: 0o100640 })).toMatchObject({
    level: "bad",
    fix: "chmod 600 /data/secrets.json",
  });
  expect(judgeSecrets({ ...file, mode: 0o100600, isReadable: false }).level).toBe("bad");
  expect(judgeSecrets({ ...file, mode: undefined, isReadable: false }).level).toBe("good");
  expect(judgeSecrets({ ...file, mode: undefined, isEmbedded: false }).level).toBe("bad");
  expect(judgeSecrets({ ...file, mode: undefined, isEmbedded: false, hasKeys: true }).level).toBe("good");
});

test("an address without encryption is worth a look unless it is this machine's own", () => {
  const levels = [
    "http://127.0.0.1:3000",
    "http://[::1]:3000",
    "https://carrel.example",
    "http://carrel.example",
  ];
  expect(levels.map((url) => judgeAddress(url).level)).toEqual(["good", "good", "good", "warning"]);
});

test("a source folder that is not there is named", () => {
  expect(judgeSources(["/a", "/b"], ["/b"])).toMatchObject({
    level: "warning",
    text: expect.stringContaining("/b"),
  });
  expect(judgeSources([], []).level).toBe("good");
});

test("a server before version 16 is bad", () => {
  expect(judgeVersion(150_009)).toMatchObject({ level: "bad", text: "Postgres 15.9 is too old" });
  expect(judgeVersion(160_000).level).toBe("good");
});

test("an extension may be too old, not installed yet, dropped, or not on the server at all", () => {
  const judge = (version: string | null, isAvailable: boolean, isMigrated: boolean) =>
    judgeExtensions([{ name: "vector", version, isAvailable }], isMigrated)[0]?.level;
  expect(judge("0.8.1", true, true)).toBe("good");
  expect(judge("1.0", true, true)).toBe("good");
  expect(judge("0.7.4", true, true)).toBe("bad");
  expect(judge(null, true, false)).toBe("warning");
  expect(judge(null, true, true)).toBe("bad");
  expect(judge(null, false, false)).toBe("bad");
});

test("pending migrations are worth a look; edited and unknown ones are bad", () => {
  const state = { applied: 5, pending: [], changed: [], unknown: 0 };
  const levels = (change: object) => judgeMigrations({ ...state, ...change }).map(({ level }) => level);
  expect(levels({})).toEqual(["good"]);
  expect(levels({ pending: ["0005_x"] })).toEqual(["warning"]);
  expect(levels({ changed: ["0001_x"], unknown: 1 })).toEqual(["bad", "bad"]);
});

test("one tenant table without forced row security or without a policy is bad, by name", () => {
  const safe = { name: "file", enabled: true, forced: true, policies: 1 };
  expect(judgeRowSecurity([safe]).level).toBe("good");
  for (const hole of [{ enabled: false }, { forced: false }, { policies: 0 }]) {
    const found = judgeRowSecurity([safe, { ...safe, name: "upload", ...hole }]);
    expect(found).toMatchObject({ level: "bad", text: "Row security does not hold on upload" });
  }
  expect(judgeRowSecurity([]).level).toBe("bad");
});

test("a login that could bypass row security is worth a look on a server, and expected when embedded", () => {
  const login = { user: "carrel", isSuperuser: false, bypassesRowSecurity: false, mayLogIn: true };
  expect(judgeLogin(login, false).level).toBe("good");
  expect(judgeLogin({ ...login, isSuperuser: true }, false).level).toBe("warning");
  expect(judgeLogin({ ...login, bypassesRowSecurity: true }, false).level).toBe("warning");
  expect(judgeLogin({ ...login, mayLogIn: false }, false).level).toBe("bad");
  expect(judgeLogin({ ...login, isSuperuser: true }, true).level).toBe("good");
});

test("a role of the product that is missing, may bypass, may log in or owns a table is bad", () => {
  const names = ["app_tenant", "app_agent", "app_auth", "app_queue", "app_search", "app_purge", "app_login"];
  const weak = { canLogIn: false, isSuperuser: false, bypassesRowSecurity: false, ownedTables: 0 };
  const roles = names.map((name) => ({ name, ...weak }));
  expect(judgeRuntimeRoles(roles).level).toBe("good");
  expect(judgeRuntimeRoles(roles.slice(1))).toMatchObject({
    level: "bad",
    text: "Roles are missing: app_tenant",
  });
  for (const power of [
    { canLogIn: true },
    { isSuperuser: true },
    { bypassesRowSecurity: true },
    { ownedTables: 1 },
  ]) {
    expect(judgeRuntimeRoles(roles.with(0, { name: "app_tenant", ...weak, ...power })).level).toBe("bad");
  }
});

test("app_login must not inherit what belongs to a tenant", () => {
  const granted = [
    { role: "app_auth", inherits: true, maySet: true },
    { role: "app_queue", inherits: true, maySet: true },
    { role: "app_tenant", inherits: false, maySet: true },
    { role: "app_agent", inherits: false, maySet: true },
    { role: "app_purge", inherits: false, maySet: true },
  ];
  expect(judgeMemberships(granted).level).toBe("good");
  const leaky = granted.with(2, { role: "app_tenant", inherits: true, maySet: true });
  expect(judgeMemberships(leaky)).toMatchObject({
    level: "bad",
    text: expect.stringContaining("app_tenant"),
  });
  expect(judgeMemberships(granted.slice(0, 3)).level).toBe("bad");
});

test("work that nobody takes up, and work that failed, are worth a look", () => {
  const figures = { waiting: 3, active: 0, failed: 0, oldestWaitS: 10, stuck: 0 };
  expect(judgeQueue(figures).map(({ level }) => level)).toEqual(["good"]);
  expect(judgeQueue({ ...figures, oldestWaitS: 900 }).map(({ level }) => level)).toEqual(["warning"]);
  expect(judgeQueue({ ...figures, oldestWaitS: 900, active: 1 }).map(({ level }) => level)).toEqual(["good"]);
  expect(judgeQueue({ ...figures, failed: 2 }).map(({ level }) => level)).toEqual(["good", "warning"]);
});

test("a job whose worker gives no sign of life is worth a look, and does not count as work under way", () => {
  const figures = { waiting: 3, active: 1, failed: 0, oldestWaitS: 900, stuck: 1 };
  expect(judgeQueue(figures).map(({ level }) => level)).toEqual(["warning", "warning"]);
});

test("slow statements are shown short, and a server that keeps none is well", () => {
  expect(judgeStatements(undefined).level).toBe("good");
  expect(judgeStatements([]).level).toBe("good");
  const slow = judgeStatements([{ text: `select\n  ${"a, ".repeat(100)}`, calls: 12, meanMs: 812.4 }]);
  expect(slow.level).toBe("warning");
  expect(slow.text).toContain("812 ms × 12: select a, a,");
  expect(slow.text.length).toBeLessThan(200);
});

test("large indexes that a week did not need are worth a look", () => {
  const unused = [
    { name: "large_idx", sizeBytes: 64 * 2 ** 20 },
    { name: "small_idx", sizeBytes: 2 ** 20 },
  ];
  expect(judgeIndexes(unused, 2).level).toBe("good");
  expect(judgeIndexes(unused.slice(1), 30).level).toBe("good");
  expect(judgeIndexes(unused, 30)).toMatchObject({
    level: "warning",
    text: "Indexes of 64 MiB were not used in 30 days: large_idx",
  });
});

test("git is looked for, and has to be 2.30", () => {
  expect(judgeGit("git version 2.39.5\n")).toEqual(good("Git 2.39"));
  expect(judgeGit("git version 3.1.0 (Apple Git-160)")).toEqual(good("Git 3.1"));
  expect([undefined, "git version 2.29.9", "git version 1.40"].map((it) => judgeGit(it).level)).toEqual(
    new Array(3).fill("warning"),
  );
});
