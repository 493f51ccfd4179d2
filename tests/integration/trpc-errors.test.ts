import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { appRouter } from "@/server/router";
import { createContext } from "@/server/trpc/context";
import { asOwner } from "@/tests/support/proof/owner";
import { type Person, signUp } from "@/tests/support/sign-up";

/** One mutation over HTTP, as a browser sends it; gives status and error as they travel. */
async function mutate(person: Person, procedure: string, input: unknown) {
  const answer = await fetchRequestHandler({
    endpoint: "/api/trpc",
    router: appRouter,
    createContext: ({ req }) => createContext(req.headers),
    req: new Request(`http://localhost:3000/api/trpc/${procedure}`, {
      method: "POST",
      headers: new Headers([...person.headers, ["content-type", "application/json"]]),
      body: JSON.stringify({ json: input }),
    }),
  });
  const body = await answer.json();
  return { status: answer.status, text: JSON.stringify(body), error: body.error?.json };
}

test("what breaks inside is told by a number to ask about, never by the statement that broke", async () => {
  const ada = await signUp();
  await asOwner((tx) =>
    tx.execute(
      sql`alter table audit_event add constraint broken check (action <> 'organization.rename') not valid`,
    ),
  );
  const { status, text, error } = await mutate(ada, "organization.rename", { name: "secretname" });
  await asOwner((tx) => tx.execute(sql`alter table audit_event drop constraint broken`));
  expect(status).toBe(500);
  expect(error.message).toMatch(
    /^Something went wrong on the server\. Try again; if it stays, tell the operator [0-9a-f-]{36}\.$/,
  );
  for (const inside of ["insert into", "audit_event", "constraint", "secretname", "stack", "node_modules"]) {
    expect(text).not.toContain(inside);
  }
});

test("bad input is told field by field, in the words of the field", async () => {
  const ada = await signUp();
  const { status, error } = await mutate(ada, "organization.rename", { name: "" });
  expect(status).toBe(400);
  expect(error).toMatchObject({
    message: "Give the organization a name.",
    data: { code: "BAD_REQUEST", fields: { name: ["Give the organization a name."] } },
  });
});

test("a field of the wrong type is named", async () => {
  const ada = await signUp();
  const { error } = await mutate(ada, "organization.rename", { name: 7 });
  expect(error.message).toMatch(/^name: Invalid input/);
});

test("our own refusals travel as they were written, with their status", async () => {
  const ada = await signUp();
  const missing = await mutate(ada, "organization.setActive", { organizationId: "nowhere" });
  expect([missing.status, missing.error.message]).toEqual([
    404,
    "This organization does not exist, or is not yours to see.",
  ]);
  const nobody = await mutate({ ...ada, headers: new Headers() }, "organization.rename", { name: "x" });
  expect([nobody.status, nobody.error.message]).toEqual([401, "Sign in to go on."]);
});
