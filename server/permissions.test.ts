import { expect, test } from "vitest";
import { actions, allowedActions, isAllowed } from "./permissions";

const reading = [
  ...["organization.read", "member.leave", "repository.read", "embedding.read", "search.query"],
  ...["conversation.read", "usage.read", "document.read", "knowledge.read"],
];
const working = [
  ...reading,
  "repository.create",
  "repository.index",
  "document.write",
  "conversation.write",
  "conversation.confirm",
  "knowledge.write",
];
const leading = [
  ...working,
  "audit.read",
  "embedding.change",
  "usage.report",
  ...["member.manage", "invitation.manage"],
  ...["organization.update", "repository.update", "repository.delete", "repository.create_from_folder"],
];
const owning = [...leading, "organization.transfer", "organization.delete"];

// Written out a second time on purpose: whoever changes who may do what changes it here as well.
test.each([
  ["owner", owning],
  ["admin", leading],
  ["member", working],
  ["viewer", reading],
])("an %s may do exactly what is written here", (role, allowed) => {
  expect(allowedActions(role).sort()).toEqual([...allowed].sort());
});

test("every action is somebody's", () => {
  expect([...actions].sort()).toEqual([...owning].sort());
});

test.each([
  "auditor",
  "",
  "Owner",
  "owner,admin",
  "constructor",
  "__proto__",
])("the unknown role %j can only read", (role) => {
  expect(allowedActions(role).sort()).toEqual([...reading].sort());
  expect(isAllowed(role, "repository.delete")).toBe(false);
});

test("whoever confirms plans and approves what the assistant writes may write knowledge themselves", () => {
  for (const role of ["owner", "admin", "member", "viewer"])
    expect(isAllowed(role, "conversation.confirm")).toBe(isAllowed(role, "knowledge.write"));
});
