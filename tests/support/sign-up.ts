import { eq } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { user } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { getAuth } from "@/server/auth";
import type { Role } from "@/server/permissions";
import { createCaller } from "@/server/router";
import { createContext } from "@/server/trpc/context";
import { insertMember } from "@/tests/support/insert-member";

let people = 0;

/** Signs a new person up and gives their API, their organization and the headers of their session. */
export async function signUp(name = "Ada") {
  const email = `person-${process.pid}-${Date.now()}-${++people}@example.org`;
  const password = "correct horse battery";
  const auth = await getAuth();
  const answer = await auth.api.signUpEmail({ body: { name, email, password }, asResponse: true });
  if (!answer.ok) throw new Error(`Signing up failed: ${await answer.text()}`);
  const headers = sessionHeaders(answer);
  const api = apiOf(headers);
  const { organizations, activeId } = await api.organization.list();
  const { orm } = await getDatabase();
  const [row] = await orm.select({ id: user.id }).from(user).where(eq(user.email, email));
  if (!row || activeId === null) throw new Error("Signing up left no user or no organization.");
  return { api, headers, email, password, name, userId: row.id, organizationId: activeId, organizations };
}

export type Person = Awaited<ReturnType<typeof signUp>>;

/** Signs up a person who belongs to `organizationId` with `role` and works in it. */
export async function joinAs(organizationId: string, role: Role, name = "Ben"): Promise<Person> {
  const person = await signUp(name);
  await withTenant({ organizationId, userId: person.userId }, (tx) =>
    insertMember(tx, organizationId, person.userId, role),
  );
  await person.api.organization.setActive({ organizationId });
  return { ...person, api: apiOf(person.headers), organizationId };
}

/** The API as a browser with these headers calls it; each call is a request of its own. */
export function apiOf(headers: Headers) {
  // One context a call, as over HTTP: the session is looked up anew each time.
  const path: string[] = [];
  const call = (segments: string[]): unknown =>
    new Proxy(() => {}, {
      get: (_, key) => (key === "then" ? undefined : call([...segments, String(key)])),
      apply: (_, __, [input]) => {
        const caller = createCaller(createContext(headers)) as unknown as Record<string, unknown>;
        const procedure = segments.reduce<unknown>(
          (node, key) => (node as Record<string, unknown>)[key],
          caller,
        );
        return (procedure as (input: unknown) => unknown)(input);
      },
    });
  return call(path) as ReturnType<typeof createCaller>;
}

/** The headers that carry the session an answer has opened. */
export function sessionHeaders(answer: Response): Headers {
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";", 1)[0]);
  return new Headers({ cookie: cookies.join("; ") });
}
