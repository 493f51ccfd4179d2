import { eq } from "drizzle-orm";
import { newId } from "@/db/columns";
import { session } from "@/db/schema";
import { getAuth } from "@/server/auth";
import { type Person, sessionHeaders } from "@/tests/support/sign-up";
import { changedTables, fingerprint } from "../fingerprint";
import { asOwner } from "../owner";
import type { World } from "../world";
import { type AuthEntry, type AuthIds, authEntries } from "./auth-entries";

const BASE = "http://localhost:3000";

/** Calls endpoints of Better Auth from outside with what belongs to a person of `there`. Each sentence is a hole. */
export async function authTrespassesOf(options: {
  there: World;
  callers: Record<string, Person | undefined>;
  paths: string[];
}): Promise<string[]> {
  const { there, callers, paths } = options;
  const complaints: string[] = [];
  const theirs = await idsOf(there);
  const before = await fingerprint(there);
  for (const path of paths) {
    const entry = authEntries[path];
    if (!entry) continue;
    for (const [who, person] of Object.entries(callers)) {
      const complain = (text: string) => complaints.push(`${path} as ${who}: ${text}`);
      const nobodys = unknownIds();
      const outcome = await callEndpoint(path, entry, theirs, await headersFor(person, entry));
      if (outcome.status >= 500) complain(`fails inside: ${outcome.status} ${outcome.text}`);
      for (const value of [there.mark, ...Object.values(theirs)]) {
        // Their own session says in which organization they last worked: an id they know, and that opens nothing.
        if (who === "removed member" && value === there.organizationId) continue;
        if (outcome.text.includes(value)) complain(`shows ${value}`);
      }
      if (!entry.tells && namesIds(path, entry, theirs, nobodys)) {
        const unknown = await callEndpoint(path, entry, nobodys, await headersFor(person, entry));
        const [here, nowhere] = [comparable(outcome, theirs), comparable(unknown, nobodys)];
        if (here !== nowhere) complain(`“not yours” is ${here}, but “does not exist” is ${nowhere}`);
      }
      const changed = changedTables(before, await fingerprint(there));
      if (changed.length > 0) {
        complain(`changes ${changed.join(", ")}`);
        Object.assign(before, await fingerprint(there));
      }
    }
  }
  return complaints;
}

/** Whether a call says whom it is about, so that it could tell “not yours” from “does not exist”. */
function namesIds(path: string, { body, query }: AuthEntry, theirs: AuthIds, nobodys: AuthIds): boolean {
  const sent = (ids: AuthIds) => JSON.stringify([body?.(ids), query?.(ids)]);
  return path.includes(":token") || sent(theirs) !== sent(nobodys);
}

/** The answer of one endpoint: its status, and its headers and body as text. */
export async function callEndpoint(path: string, entry: AuthEntry, ids: AuthIds, headers: Headers) {
  const url = new URL(`${BASE}/api/auth${path.replace(":id", "github").replace(":token", ids.sessionToken)}`);
  for (const [name, value] of Object.entries(entry.query?.(ids) ?? {})) url.searchParams.set(name, value);
  const request = new Request(url, {
    method: entry.method,
    headers: new Headers([...headers, ["origin", BASE], ["content-type", "application/json"]]),
    ...(entry.method === "POST" ? { body: JSON.stringify(entry.body?.(ids) ?? {}) } : {}),
  });
  const answer = await (await getAuth()).handler(request);
  return { status: answer.status, text: `${answer.headers.get("location") ?? ""} ${await answer.text()}` };
}

async function headersFor(person: Person | undefined, entry: AuthEntry): Promise<Headers> {
  if (!person || !entry.ends) return person?.headers ?? new Headers();
  const { email, password } = person;
  const signedIn = await (await getAuth()).api.signInEmail({ body: { email, password }, asResponse: true });
  return sessionHeaders(signedIn);
}

async function idsOf(world: World): Promise<AuthIds> {
  const { userId, email } = world.people.admin;
  const [row] = await asOwner((tx) =>
    tx
      .select({ sessionId: session.id, sessionToken: session.token })
      .from(session)
      .where(eq(session.userId, userId)),
  );
  if (!row) throw new Error("The person of the world has no session.");
  return { userId, email, organizationId: world.organizationId, ...row };
}

const unknownIds = (): AuthIds => ({
  email: `${newId()}@example.org`,
  userId: newId(),
  sessionId: newId(),
  sessionToken: newId(),
  organizationId: newId(),
});

/** Without the ids that were asked for, and without the times and the random challenges that any answer may carry. */
const comparable = (outcome: { status: number; text: string }, ids: AuthIds) =>
  Object.values(ids)
    .reduce(
      (rest, value) => rest.replaceAll(value, "…").replaceAll(encodeURIComponent(value), "…"),
      `${outcome.status} ${outcome.text}`,
    )
    .replace(/"challenge":"[\w-]+"/, "…")
    .replace(/"user":\{"id":"[\w-]+"/, "…")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "…");
