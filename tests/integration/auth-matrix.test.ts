import { expect, test } from "vitest";
import { disabledPaths } from "@/server/account/disabled-paths";
import { getAuth } from "@/server/auth";
import { authEntries, serverOnlyEndpoints } from "@/tests/support/proof/matrix/auth-entries";
import { authTrespassesOf, callEndpoint } from "@/tests/support/proof/matrix/auth-trespasses";
import { makeWorld } from "@/tests/support/proof/world";
import { signUp } from "@/tests/support/sign-up";

/** Every endpoint of Better Auth as its plugins have them now: name and path, undefined where it has no address. */
async function listEndpoints() {
  const { api } = await getAuth();
  return Object.entries(api as unknown as Record<string, { path?: string }>).map(([name, { path }]) => ({
    name,
    path,
  }));
}

test("every endpoint of Better Auth is either shut, or without address, or has an entry in the matrix", async () => {
  const endpoints = await listEndpoints();
  const open = endpoints.flatMap(({ path }) =>
    path === undefined || disabledPaths.includes(path) ? [] : [path],
  );
  expect(Object.keys(authEntries).sort()).toEqual([...new Set(open)].sort());
  const addressless = endpoints.filter(({ path }) => path === undefined).map(({ name }) => name);
  expect(addressless.sort()).toEqual([...serverOnlyEndpoints].sort());
});

test("from outside, no endpoint of Better Auth shows, changes or gives away anything of another organization", async () => {
  const alpha = await makeWorld("canaryalpha3");
  const beta = await makeWorld("canarybeta4");
  const callers = {
    ...alpha.people,
    stranger: await signUp("Stranger"),
    "removed member": beta.removed,
    nobody: undefined,
  };
  expect(await authTrespassesOf({ there: beta, callers, paths: Object.keys(authEntries) })).toEqual([]);
}, 240_000);

test("an endpoint that is shut answers nobody, not even an owner about their own organization", async () => {
  const ada = await signUp();
  const ids = {
    email: ada.email,
    userId: ada.userId,
    sessionId: "",
    sessionToken: "",
    organizationId: ada.organizationId,
  };
  const body = () => ({
    organizationId: ada.organizationId,
    name: "Taken over",
    slug: "taken-over",
    userId: ada.userId,
  });
  for (const path of disabledPaths) {
    for (const method of ["GET", "POST"] as const) {
      const answer = await callEndpoint(path, { method, body }, ids, ada.headers);
      expect([method, path, answer.status]).toEqual([method, path, 404]);
    }
  }
  const known = new Set((await listEndpoints()).map(({ path }) => path));
  expect(disabledPaths.filter((path) => !known.has(path))).toEqual([]);
});
