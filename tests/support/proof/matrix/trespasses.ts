import { isAllowed } from "@/server/permissions";
import { type Person, signUp } from "@/tests/support/sign-up";
import { fill, type Ids, missingIds, privateMark } from "../fill";
import { changedTables, fingerprint } from "../fingerprint";
import { keepActiveOrganizations } from "../keep-active-organizations";
import { keepMembers } from "../keep-members";
import type { World } from "../world";
import { entries } from "./entries";
import { isQuery, queriesFirst } from "./is-query";
import { callProcedure, comparable, type Outcome } from "./outcome";

/** Everybody who has no business in `there`: the people of `home`, a stranger, a removed member, and nobody. */
export async function outsiders(home: World, there: World): Promise<Record<string, Headers>> {
  return {
    owner: home.people.owner.headers,
    admin: home.people.admin.headers,
    member: home.people.member.headers,
    viewer: home.people.viewer.headers,
    stranger: (await signUp("Stranger")).headers,
    "removed member": there.removed.headers,
    nobody: new Headers(),
  };
}

/** Calls procedures from outside with the ids of `there`. Every sentence it returns is a hole in the fence. */
export async function trespassesOf(options: {
  there: World;
  callers: Record<string, Headers>;
  procedures: string[];
  uploaderId: string;
}): Promise<string[]> {
  const { there, callers, procedures, uploaderId } = options;
  const complaints: string[] = [];
  const foreign = await fill(there, uploaderId);
  const missing = missingIds();
  const untouched = await fingerprint(there);
  const switchBack = await keepActiveOrganizations();
  const regroup = await keepMembers();
  const lastCaller = Object.keys(callers).at(-1);
  for (const procedure of procedures) {
    const entry = entries[procedure];
    const [theirs, nobodys] = [inputsOf(procedure, foreign), inputsOf(procedure, missing)];
    for (const [who, headers] of Object.entries(callers)) {
      for (const [index, input] of theirs.entries()) {
        const complain = (text: string) => complaints.push(`${procedure} ${index} as ${who}: ${text}`);
        const outcome = await callProcedure(headers, procedure, input);
        if (outcome.code === "INTERNAL_SERVER_ERROR") complain(`fails inside: ${outcome.text}`);
        for (const value of foreignBytes(there, foreign, input)) {
          if (outcome.text.includes(value)) complain(`shows ${value}`);
        }
        if (namesIds(input, foreign)) {
          if (outcome.code === "OK" && !entry?.findsNothing) complain("succeeds");
          const unknown = await callProcedure(headers, procedure, nobodys[index]);
          const here = comparable(outcome, Object.values(foreign));
          const nowhere = comparable(unknown, Object.values(missing));
          if (here !== nowhere) complain(`“not yours” is ${here}, but “does not exist” is ${nowhere}`);
        }
        const wanted = refusalOf(who, entry?.needs);
        if (wanted && outcome.code !== wanted)
          complain(`is answered with ${outcome.code} instead of ${wanted}`);
        const isLastOne = who === lastCaller && index === theirs.length - 1;
        // What reads is looked at once all have called it: whoever it was, nothing may have changed.
        const changed =
          isQuery(procedure) && !isLastOne ? [] : changedTables(untouched, await fingerprint(there));
        if (changed.length > 0) {
          complain(`changes ${changed.join(", ")}`);
          Object.assign(untouched, await fingerprint(there));
        }
        if (entry?.switches) await switchBack();
        if (entry?.regroups) await regroup();
      }
    }
  }
  return complaints;
}

function refusalOf(who: string, needs: string | undefined): string | undefined {
  if (needs === "nothing") return undefined;
  if (who === "nobody") return "UNAUTHORIZED";
  return who === "removed member" && needs !== "sign-in" ? "FORBIDDEN" : undefined;
}

/** Calls each procedure as each role inside its own organization: exactly what permissions.ts says, and nothing private. */
export async function roleFaultsOf(world: World, procedures: string[]): Promise<string[]> {
  const complaints: string[] = [];
  const switchBack = await keepActiveOrganizations();
  const toRead = new Map<string, Ids>();
  for (const procedure of queriesFirst(procedures)) {
    for (const [role, person] of Object.entries(world.people)) {
      // What changes something finds its own rows: the call before it may have deleted them.
      const ids = (isQuery(procedure) && toRead.get(role)) || (await fill(world, person.userId));
      if (isQuery(procedure)) toRead.set(role, ids);
      for (const [index, input] of inputsOf(procedure, ids).entries()) {
        const regroup = entries[procedure]?.regroups ? await keepMembers() : undefined;
        const outcome = await callProcedure(person.headers, procedure, input);
        await regroup?.();
        complaints.push(...faultsOf({ procedure: `${procedure} ${index}`, role, person, world, outcome }));
      }
      if (entries[procedure]?.switches) await switchBack();
    }
  }
  return complaints;
}

function faultsOf(call: {
  procedure: string;
  role: string;
  person: Person;
  world: World;
  outcome: Outcome;
}): string[] {
  const { procedure, role, person, world, outcome } = call;
  const entry = entries[procedure.split(" ")[0] ?? ""];
  const needs = entry?.needs ?? "nothing";
  const mayCall = needs === "nothing" || needs === "sign-in" || isAllowed(role, needs);
  const meets = typeof entry?.meets === "function" ? entry.meets(role) : entry?.meets;
  const wanted = mayCall ? (meets ?? "OK") : "FORBIDDEN";
  const faults: string[] = [];
  if (outcome.code !== wanted)
    faults.push(`${procedure} as ${role}: ${outcome.code} instead of ${wanted}: ${outcome.text}`);
  const isAudience = person.userId === world.people.owner.userId;
  if (!isAudience && outcome.text.includes(privateMark(world.mark))) {
    faults.push(`${procedure} as ${role}: shows what is private to somebody else`);
  }
  return faults;
}

const inputsOf = (procedure: string, ids: Ids): unknown[] => entries[procedure]?.inputs?.(ids) ?? [undefined];

/** The mark, and every id of the world that the input did not bring along itself. */
function foreignBytes(world: World, ids: Ids, input: unknown): string[] {
  const given = input instanceof FormData ? JSON.stringify([...input]) : (JSON.stringify(input) ?? "");
  const people = Object.values(world.people).flatMap((person) => [person.userId, person.email]);
  const all = [
    world.organizationId,
    ids.repositoryId,
    ids.uploadId,
    ids.memberId,
    ids.invitationId,
    ...people,
  ];
  return [world.mark, ...all.filter((id) => !given.includes(id))];
}

function namesIds(input: unknown, ids: Ids): boolean {
  const given = input instanceof FormData ? JSON.stringify([...input]) : (JSON.stringify(input) ?? "");
  return Object.values(ids).some((id) => given.includes(id));
}
