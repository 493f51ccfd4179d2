import { eq, or } from "drizzle-orm";
import { expect, test } from "vitest";
import { securityEvent } from "@/db/schema";
import { getAuth } from "@/server/auth";
import { requestScopes } from "@/server/operation/request-scope";
import { asOwner } from "@/tests/support/proof/owner";
import { sessionHeaders, signUp } from "@/tests/support/sign-up";

const HERE = "http://localhost:3000";
const SECRETS = ["correct horse battery", "a wrong one, long enough", "a new battery staple"];

async function post(path: string, body: unknown, headers = new Headers(), requestId = crypto.randomUUID()) {
  const request = new Request(`${HERE}/api/auth${path}`, {
    method: "POST",
    headers: new Headers([
      ...headers,
      ...Object.entries({ origin: HERE, "content-type": "application/json", "user-agent": "A browser" }),
    ]),
    body: JSON.stringify(body),
  });
  const auth = await getAuth();
  const scope = { requestId, isDirect: false, address: "192.0.2.7" };
  return { answer: await requestScopes.run(scope, () => auth.handler(request)), requestId };
}

const eventsOf = (userId: string) =>
  asOwner((tx) =>
    tx.select().from(securityEvent).where(eq(securityEvent.userId, userId)).orderBy(securityEvent.id),
  );

test("sign-in, its failure, a new password and signing out are written down, and no password with them", async () => {
  const { email, password, userId, headers } = await signUp();
  await post("/sign-in/email", { email, password: SECRETS[1] });
  const { answer } = await post("/sign-in/email", { email, password });
  const other = sessionHeaders(answer);
  await post("/change-password", { currentPassword: SECRETS[1], newPassword: SECRETS[2] }, headers);
  const change = { currentPassword: password, newPassword: SECRETS[2], revokeOtherSessions: true };
  const changed = await post("/change-password", change, headers);
  await post("/sign-out", {}, sessionHeaders(changed.answer));
  const events = await eventsOf(userId);
  expect(
    events.map(({ action, eventData }) => `${action} ${eventData.by ?? eventData.reason ?? ""}`),
  ).toEqual([
    "session.created password",
    "sign_in.failed password",
    "session.created password",
    "password.refused ",
    "session.revoked password_change",
    "session.revoked password_change",
    "password.changed ",
    "session.ended sign_out",
  ]);
  const [, failed] = events;
  expect(failed).toMatchObject({
    ...{ ip: "192.0.2.7", userAgent: "A browser", actorId: null },
    eventData: { reason: "wrong_password", address: email },
  });
  for (const secret of SECRETS) expect(JSON.stringify(events)).not.toContain(secret);
  expect(JSON.stringify(events)).not.toContain((other.get("cookie") ?? "x=none").split("=")[1]);
});

test("a failure at an address that nobody has keeps neither the address nor a person", async () => {
  const email = "a-password-typed-here@example.org";
  const { answer, requestId } = await post("/sign-in/email", { email, password: SECRETS[1] });
  expect(answer.status).toBe(401);
  const events = await asOwner((tx) =>
    tx
      .select()
      .from(securityEvent)
      .where(or(eq(securityEvent.correlationId, requestId))),
  );
  expect(events).toMatchObject([
    { action: "sign_in.failed", userId: null, eventData: { reason: "unknown_address", by: "password" } },
  ]);
  expect(JSON.stringify(events)).not.toContain(email);
});

test("a reset asked for is written down for the account it is about, and for nobody where there is none", async () => {
  const { email, userId } = await signUp();
  await post("/request-password-reset", { email, redirectTo: "/reset-password" });
  expect((await eventsOf(userId)).map(({ action }) => action)).toContain("password.reset_requested");
  const { answer, requestId } = await post("/request-password-reset", {
    email: "nobody-at-all@example.org",
    redirectTo: "/reset-password",
  });
  expect(answer.status).toBe(200);
  const about = await asOwner((tx) =>
    tx.select().from(securityEvent).where(eq(securityEvent.correlationId, requestId)),
  );
  expect(about).toEqual([]);
});
