import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { aiCallDetail, aiUsage, auditEvent, usageCounter, usageEvent } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { type MadeCall, recordCall } from "@/server/usage/record-call";
import { refundRequest, reserveRequest } from "@/server/usage/reserve-request";
import { asOwner } from "@/tests/support/proof/owner";
import { seedModelsAsOwner } from "@/tests/support/seed-models-as-owner";
import { joinAs, type Person, signUp } from "@/tests/support/sign-up";

const seed = seedModelsAsOwner;

const model = {
  ...{ provider: "openai-compatible" as const, apiModelId: "usage/test", displayName: "Test" },
  ...{ contextWindow: null, maxOutputTokens: null },
};

beforeAll(() =>
  seed([
    {
      ...model,
      prices: [
        { unit: "input_token", price: "2.50" },
        { unit: "output_token", price: "10" },
        { unit: "cached_input_token", price: "0.25" },
      ],
    },
  ]),
);

const asAgent = <T>(person: Person, work: Parameters<typeof withTenant<T>>[1]) =>
  withTenant({ organizationId: person.organizationId, as: "agent" }, work);

const reserve = (person: Person, requestId: string) =>
  asAgent(person, (tx) => reserveRequest(tx, { requestId, organizationId: person.organizationId }));

const setUsed = (person: Person, used: number) =>
  asOwner((tx) =>
    tx.update(usageCounter).set({ used }).where(eq(usageCounter.organizationId, person.organizationId)),
  );

const callOf = (person: Person, more: Partial<MadeCall> = {}): MadeCall => ({
  ...{ organizationId: person.organizationId, userId: person.userId, audience: "organization" },
  ...{ apiModelId: model.apiModelId, feature: "answer", latencyMs: 12.4, stopReason: "stop" },
  usage: { inputTokens: 1_000_000, outputTokens: 200_000, cachedInputTokens: 400_000, isEstimated: false },
  ...{
    correlationId: randomUUID(),
    systemPrompt: "Answer.",
    request: { question: "Why?" },
    response: { text: "So." },
  },
  ...more,
});

const thisMonth = new Date().toISOString().slice(0, 7);

test("at the limit, 200 callers at once pass exactly as many as are left", async () => {
  const ada = await signUp();
  expect(await reserve(ada, "first")).toMatchObject({ isReserved: true, used: 1, limit: 100 });
  await setUsed(ada, 93);
  const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => reserve(ada, `call-${index}`)));
  expect(answers.filter((answer) => answer.isReserved)).toHaveLength(7);
  expect(await ada.api.usage.current()).toMatchObject({ used: 100, limit: 100, isNearLimit: true });
  // What was refused was not counted either.
  const [{ events } = { events: 0 }] = await asOwner((tx) =>
    tx
      .select({ events: sql<number>`count(*)::int` })
      .from(usageEvent)
      .where(and(eq(usageEvent.organizationId, ada.organizationId), eq(usageEvent.quantity, 1))),
  );
  expect(events).toBe(8);
}, 120_000);

test("a refusal says the limit and when it renews, and is written down once", async () => {
  const ada = await signUp();
  await reserve(ada, "first");
  await setUsed(ada, 100);
  const next = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 1, 1))
    .toISOString()
    .slice(0, 10);
  for (const id of ["a", "b"]) {
    expect(await reserve(ada, id)).toMatchObject({
      ...{ isReserved: false, renewsOn: next },
      message: expect.stringContaining(`100 requests of this month are used up. They renew on ${next}`),
    });
  }
  const written = await asOwner((tx) =>
    tx
      .select()
      .from(auditEvent)
      .where(
        and(eq(auditEvent.organizationId, ada.organizationId), eq(auditEvent.action, "usage.limit_reached")),
      ),
  );
  expect(written).toHaveLength(1);
});

test("asking twice for one request takes one, giving it back twice gives one", async () => {
  const ada = await signUp();
  await reserve(ada, "one");
  expect(await reserve(ada, "one")).toMatchObject({ isReserved: true, used: 1 });
  await reserve(ada, "two");
  const refund = () =>
    asAgent(ada, (tx) => refundRequest(tx, { requestId: "one", organizationId: ada.organizationId }));
  await refund();
  await refund();
  expect(await ada.api.usage.current()).toMatchObject({ used: 1, isNearLimit: false });
});

test("giving back what was never taken changes nothing", async () => {
  const ada = await signUp();
  await reserve(ada, "one");
  await asAgent(ada, (tx) => refundRequest(tx, { requestId: "never", organizationId: ada.organizationId }));
  expect((await ada.api.usage.current()).used).toBe(1);
});

test("a call costs what the prices of the day say, cached input its own", async () => {
  const ada = await signUp();
  await asAgent(ada, (tx) => recordCall(tx, callOf(ada)));
  const report = await ada.api.usage.report({ month: thisMonth });
  // 600,000 fresh at 2.50, 400,000 cached at 0.25, 200,000 written at 10, for a million each.
  expect(report.byModel).toEqual([
    {
      ...{ model: "Test", provider: "openai-compatible", calls: 1 },
      ...{ inputTokens: 1_000_000, outputTokens: 200_000, cost: "3.600000" },
    },
  ]);
  expect(report.byMember).toMatchObject([{ userId: ada.userId, name: "Ada", cost: "3.600000" }]);
  expect(report.byFeature).toMatchObject([{ feature: "answer", calls: 1 }]);
  expect(report.byDay).toMatchObject([{ day: new Date().toISOString().slice(0, 10), calls: 1 }]);
});

test("a new price begins today and leaves the cost of earlier calls as it was", async () => {
  const ada = await signUp();
  const other = { ...model, apiModelId: "usage/rising" };
  const prices = (price: string) => [
    { unit: "input_token" as const, price },
    { unit: "output_token" as const, price: "0" },
  ];
  await seed([{ ...other, prices: prices("1") }]);
  await asAgent(ada, (tx) => recordCall(tx, callOf(ada, { apiModelId: other.apiModelId })));
  await seed([{ ...other, prices: prices("3") }]);
  await asAgent(ada, (tx) => recordCall(tx, callOf(ada, { apiModelId: other.apiModelId })));
  const costs = await asOwner((tx) =>
    tx
      .select({ cost: aiUsage.cost })
      .from(aiUsage)
      .where(eq(aiUsage.organizationId, ada.organizationId))
      .orderBy(aiUsage.id),
  );
  expect(costs.map(({ cost }) => cost)).toEqual(["1.000000", "3.000000"]);
});

test("a model without prices costs nothing that is known", async () => {
  const ada = await signUp();
  await seed([{ ...model, apiModelId: "usage/free", prices: [] }]);
  await asAgent(ada, (tx) => recordCall(tx, callOf(ada, { apiModelId: "usage/free" })));
  const [row] = await asOwner((tx) =>
    tx.select().from(aiUsage).where(eq(aiUsage.organizationId, ada.organizationId)),
  );
  expect(row?.cost).toBeNull();
});

test("what was said in a private conversation is read by its one person, though the sums are everybody's", async () => {
  const ada = await signUp();
  const ben = await joinAs(ada.organizationId, "admin");
  await asAgent(ada, (tx) => recordCall(tx, callOf(ada, { audience: ada.userId })));
  const detailsFor = (person: Person) =>
    withTenant({ organizationId: ada.organizationId, userId: person.userId }, (tx) =>
      tx.select().from(aiCallDetail),
    );
  expect(await detailsFor(ada)).toHaveLength(1);
  expect(await detailsFor(ben)).toHaveLength(0);
  expect((await ben.api.usage.report({ month: thisMonth })).byMember).toMatchObject([{ calls: 1 }]);
});

test("the ledger can be changed by nobody who runs", async () => {
  const ada = await signUp();
  await asAgent(ada, (tx) => recordCall(tx, callOf(ada)));
  for (const statement of [
    sql`update ai_usage set cost = 0`,
    sql`delete from ai_usage`,
    sql`delete from usage_event`,
  ]) {
    await expect(asAgent(ada, (tx) => tx.execute(statement))).rejects.toMatchObject({
      cause: { code: "42501" },
    });
  }
});

test("the export has a line for each call, none that a spreadsheet would run, and is written down", async () => {
  const ada = await signUp("=HYPERLINK(1)");
  await asAgent(ada, (tx) => recordCall(tx, callOf(ada)));
  const { fileName, csv } = await ada.api.usage.export({ month: thisMonth });
  expect(fileName).toBe(`carrel-usage-${thisMonth}.csv`);
  const lines = csv.split("\r\n");
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain(",'=HYPERLINK(1),usage/test,answer,1000000,200000,400000,3.600000,12,stop");
  const [event] = await asOwner((tx) =>
    tx
      .select()
      .from(auditEvent)
      .where(and(eq(auditEvent.organizationId, ada.organizationId), eq(auditEvent.action, "usage.export"))),
  );
  expect(event?.eventData).toEqual({ month: thisMonth, rows: 1 });
});

test("members see the month, not who used it; nobody sees another organization's", async () => {
  const ada = await signUp();
  await asAgent(ada, (tx) => recordCall(tx, callOf(ada)));
  const ben = await joinAs(ada.organizationId, "member");
  expect(await ben.api.usage.current()).toMatchObject({ limit: 100, plan: "free" });
  await expect(ben.api.usage.report({ month: thisMonth })).rejects.toMatchObject({ code: "FORBIDDEN" });
  const eve = await signUp("Eve");
  expect(await eve.api.usage.report({ month: thisMonth })).toEqual({
    byDay: [],
    byMember: [],
    byModel: [],
    byFeature: [],
  });
});

test.each([
  "2026-13",
  "26-01",
  "2026-1",
  "x",
])("the month %s is refused with how it is written", async (month) => {
  const ada = await signUp();
  await expect(ada.api.usage.report({ month })).rejects.toMatchObject({
    code: "BAD_REQUEST",
    message: expect.stringContaining("Give the month as YYYY-MM."),
  });
});
