import { expect, test } from "vitest";
import type { Role } from "@/server/permissions";
import { judgeChange, type MembershipChange } from "./judge-change";

const judge = (change: Partial<MembershipChange>) => () =>
  judgeChange({ by: "owner", from: "member", to: "admin", owners: 2, isSelf: false, ...change });
const refused = (code: string, text: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(text) });

test("an owner changes everybody, other owners too", () => {
  for (const from of ["owner", "admin", "member", "viewer"] as const)
    for (const to of ["owner", "admin", "member", "viewer", "nobody"] as const)
      expect(judge({ from, to })).not.toThrow();
});

test.each(["admin", "member", "viewer", "nobody"] as const)("an admin cannot make an owner %s", (to) => {
  expect(judge({ by: "admin", from: "owner", to })).toThrow(refused("FORBIDDEN", "Only an owner"));
});

test("an admin makes admins, and no owners, not even of themselves", () => {
  expect(judge({ by: "admin", to: "admin" })).not.toThrow();
  for (const isSelf of [true, false])
    expect(judge({ by: "admin", from: "admin", to: "owner", isSelf })).toThrow(
      refused("FORBIDDEN", "cannot give"),
    );
});

test.each([
  ["admin", true],
  ["nobody", true],
  ["viewer", false],
  ["nobody", false],
] as [Role | "nobody", boolean][])("the last owner cannot become %s, by themselves: %s", (to, isSelf) => {
  const last = { from: "owner", to, isSelf } as const;
  expect(judge({ ...last, owners: 1 })).toThrow(refused("CONFLICT", "last owner"));
  expect(judge({ ...last, owners: 2 })).not.toThrow();
});
