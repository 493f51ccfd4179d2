import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { POST } from "@/app/api/export/route";
import { newId } from "@/db/columns";
import { auditEvent, member, securityEvent } from "@/db/schema";
import { asOwner } from "@/tests/support/proof/owner";
import { joinAs, type Person, signUp } from "@/tests/support/sign-up";

const ORIGIN = "http://localhost:3000";
let ada: Person;

beforeAll(async () => {
  ada = await signUp();
});

/** Writes events at chosen times straight into the table. */
const write = (person: Person, count: number, event: Partial<typeof auditEvent.$inferInsert> = {}) =>
  asOwner((tx) =>
    tx.insert(auditEvent).values(
      Array.from({ length: count }, (_, index) => ({
        ...{ id: newId(), organizationId: person.organizationId, userId: person.userId },
        ...{ action: "thing.change", entityTable: "thing", entityId: `thing-${index}` },
        // Three at each moment, so that pages must part them by their ids.
        createdAt: new Date(Date.UTC(2020, 0, 1, 0, 0, Math.floor(index / 3))),
        ...event,
      })),
    ),
  );

const exportOf = (person: Person, body: unknown, headers: Record<string, string> = { origin: ORIGIN }) =>
  POST(
    new Request(`${ORIGIN}/api/export`, {
      method: "POST",
      headers: new Headers([
        ...person.headers,
        ["content-type", "application/json"],
        ...Object.entries(headers),
      ]),
      body: JSON.stringify(body),
    }),
  );

test("pages follow one another without a gap or a repetition, newest first", async () => {
  const eve = await signUp("Eve");
  await write(eve, 25);
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await eve.api.audit.list({ pageSize: 4, cursor });
    seen.push(...page.items.map(({ entityId }) => entityId));
    expect(page.items.length).toBeLessThanOrEqual(4);
    cursor = page.next;
  } while (cursor);
  expect(new Set(seen).size).toBe(26);
  // Making the organization is the newest of all.
  expect(seen[0]).toBe(eve.organizationId);
  const all = await eve.api.audit.list({ pageSize: 100 });
  expect(all.items.map(({ entityId }) => entityId)).toEqual(seen);
  expect(all.next).toBeNull();
});

test("filters narrow by person, action, kind and time, and say what there is to choose", async () => {
  const kim = await signUp("Kim");
  const lou = await joinAs(kim.organizationId, "admin", "Lou");
  await write(kim, 3);
  await write({ ...lou, organizationId: kim.organizationId }, 2, {
    ...{ action: "other.change", entityTable: "other", createdAt: new Date("2021-01-01T00:00:00Z") },
  });
  const count = async (filter: Parameters<Person["api"]["audit"]["list"]>[0]) =>
    (await kim.api.audit.list({ pageSize: 100, ...filter })).items.length;
  expect(await count({ userId: lou.userId })).toBe(2);
  expect(await count({ action: "thing.change" })).toBe(3);
  expect(await count({ entityTable: "other" })).toBe(2);
  expect(await count({ entityId: "thing-2" })).toBe(1);
  expect(await count({ from: new Date("2020-06-01"), to: new Date("2021-01-01T00:00:00Z") })).toBe(0);
  expect(await count({ from: new Date("2021-01-01T00:00:00Z"), to: new Date("2021-01-02") })).toBe(2);
  expect(await count({ userId: kim.userId, action: "other.change" })).toBe(0);
  const facets = await kim.api.audit.facets();
  expect(facets.actions).toEqual(["organization.create", "other.change", "thing.change"]);
  expect(facets.entityTables).toEqual(["organization", "other", "thing"]);
  const byName = (one: { name: string | null }, other: { name: string | null }) =>
    String(one.name).localeCompare(String(other.name));
  expect(facets.people.toSorted(byName)).toEqual([
    { id: kim.userId, name: "Kim" },
    { id: lou.userId, name: "Lou" },
  ]);
  // Who has left keeps their events, without a name.
  await asOwner((tx) =>
    tx
      .delete(member)
      .where(and(eq(member.userId, lou.userId), eq(member.organizationId, kim.organizationId))),
  );
  expect((await kim.api.audit.list({ userId: lou.userId })).items[0]).toMatchObject({
    ...{ userId: lou.userId, userName: null, action: "other.change" },
  });
});

test("members and viewers may not read the log, nor export it", async () => {
  for (const role of ["member", "viewer"] as const) {
    const person = await joinAs(ada.organizationId, role);
    const { list, facets, export: begin } = person.api.audit;
    await expect(list({})).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(facets()).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(begin({ format: "csv" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const answer = await exportOf(person, { log: "audit", format: "csv" });
    expect([answer.status, (await answer.json()).error.data.code]).toEqual([403, "FORBIDDEN"]);
  }
});

test.each([
  "",
  "x",
  Buffer.from("{}").toString("base64url"),
  Buffer.from('{"at":-1,"id":"x"}').toString("base64url"),
  Buffer.from('{"at":1e300,"id":"x"}').toString("base64url"),
  Buffer.from(`{"at":1,"id":"${"x".repeat(101)}"}`).toString("base64url"),
  Buffer.from(`{"at":"now() or 1=1","id":"x"}`).toString("base64url"),
])("the page marker %j is bad input, said in words", async (cursor) => {
  const refusal = {
    code: "BAD_REQUEST",
    message: expect.stringContaining("This page marker is not one of ours. Start from the top."),
  };
  await expect(ada.api.audit.list({ cursor })).rejects.toMatchObject(refusal);
  await expect(ada.api.account.security.list({ cursor })).rejects.toMatchObject(refusal);
});

test("a page larger than a hundred is refused", async () => {
  await expect(ada.api.audit.list({ pageSize: 101 })).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

test("an export streams every page, is safe for spreadsheets, and is itself written down", async () => {
  const max = await signUp("Max");
  await write(max, 1_203, { eventData: { before: { name: "=1+1" }, after: { name: "B" } } });
  await write(max, 1, { action: "odd.change", userAgent: "=HYPERLINK(1)", entityId: '-1,"a"\nb' });
  const csv = await exportOf(max, { log: "audit", format: "csv" });
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(csv.headers.get("content-disposition")).toMatch(
    /^attachment; filename="carrel-audit-[\d-]{10}\.csv"$/,
  );
  const text = await csv.text();
  const lines = text.split("\r\n");
  expect(lines[0]).toBe(
    "time,action,person,person_id,thing,thing_id,before,after,details,correlation_id,address,user_agent,id",
  );
  // The heading, 1,204 written, the organization's making, and the end.
  expect(lines).toHaveLength(1 + 1_204 + 1 + 1);
  expect(text).toContain(`"'=HYPERLINK(1)"`);
  expect(text).toContain(`"'-1,""a""\nb"`);

  const jsonl = await exportOf(max, { log: "audit", format: "jsonl", filter: { action: "thing.change" } });
  const rows = (await jsonl.text())
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(rows).toHaveLength(1_203);
  expect(rows[0]).toMatchObject({
    ...{ action: "thing.change", person: "Max", before: { name: "=1+1" }, after: { name: "B" } },
  });
  const { items } = await max.api.audit.list({ action: "audit.export" });
  expect(items.map(({ data }) => data)).toEqual([
    { format: "jsonl", action: "thing.change" },
    { format: "csv" },
  ]);
});

test("an export ends with an error, not as if it were whole, when its reader loses the right on the way", async () => {
  const owner = await signUp("Olive");
  const admin = await joinAs(owner.organizationId, "admin", "Pat");
  await write(owner, 1_200);
  const answer = await exportOf(admin, { log: "audit", format: "jsonl" });
  const reader = answer.body?.getReader();
  await reader?.read();
  await asOwner((tx) =>
    tx
      .update(member)
      .set({ role: "viewer" })
      .where(and(eq(member.userId, admin.userId), eq(member.organizationId, owner.organizationId))),
  );
  await expect(
    (async () => {
      for (;;) if ((await reader?.read())?.done) return "whole";
    })(),
  ).rejects.toThrow("does not allow this");
});

test.each([
  { origin: "https://stranger.example" },
  { origin: "null" },
  {} as Record<string, string>,
])("an export asked for by another site is refused: %j", async (headers) => {
  const answer = await exportOf(ada, { log: "audit", format: "csv" }, headers);
  expect(answer.status).toBe(403);
  expect((await ada.api.audit.list({ action: "audit.export" })).items).toEqual([]);
});

test.each([
  {},
  { log: "audit" },
  { log: "other", format: "csv" },
  { log: "audit", format: "xlsx" },
  { log: "audit", format: "csv", filter: { from: "yesterday" } },
  { log: "security", format: "csv", filter: { action: 5 } },
])("an export of %j is refused as bad input", async (body) => {
  const answer = await exportOf(ada, body);
  expect(answer.status).toBe(400);
  expect((await answer.json()).error.message).not.toBe("");
});

test("nobody who is not signed in exports anything", async () => {
  const answer = await exportOf({ ...ada, headers: new Headers() }, { log: "security", format: "csv" });
  expect(answer.status).toBe(401);
});

test("a security log holds what happened to one's own account, and nobody else's", async () => {
  const [nia, oto] = [await signUp("Nia"), await signUp("Oto")];
  const { items } = await nia.api.account.security.list({});
  expect(items).toMatchObject([{ action: "session.created", byMe: true, data: { by: "password" } }]);
  await asOwner((tx) =>
    tx.insert(securityEvent).values({ userId: oto.userId, action: "password.changed", actorId: nia.userId }),
  );
  expect(await nia.api.account.security.actions()).toEqual(["session.created"]);
  const theirs = await oto.api.account.security.list({ action: "password.changed" });
  expect(theirs.items).toMatchObject([{ byMe: false }]);
  expect(JSON.stringify(theirs)).not.toContain(nia.userId);
  const csv = await (await exportOf(nia, { log: "security", format: "csv" })).text();
  expect(csv.split("\r\n")).toHaveLength(3);
  expect((await nia.api.account.security.list({})).items[0]).toMatchObject({
    action: "security_log.exported",
  });
});
