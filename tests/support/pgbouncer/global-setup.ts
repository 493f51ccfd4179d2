import { randomBytes } from "node:crypto";
import type { TestProject } from "vitest/node";
import { execute } from "../postgres/databases";
import { startPgbouncer } from "./start-pgbouncer";

/**
 * pgbouncer before the server that `postgres/global-setup` has started, and the plain user it connects: behind a pooler
 * the product may not be the owner.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const serverUrl = new URL(project.getProvidedContext().databaseUrl);
  serverUrl.pathname = "/postgres";
  const login = {
    user: `carrel_test_${randomBytes(4).toString("hex")}`,
    password: randomBytes(12).toString("hex"),
  };
  await execute(serverUrl.href, `create role ${login.user} login password '${login.password}'`);
  // Here and not by each test file's migration: roles belong to the cluster, where two files would collide.
  await execute(serverUrl.href, `grant app_login to ${login.user} with inherit true, set true`);
  const pooler = await startPgbouncer(serverUrl.href, login);
  project.provide("poolerUrl", pooler.through(serverUrl.href));
  return async () => {
    await pooler.stop();
    await execute(serverUrl.href, `drop role ${login.user}`);
  };
}
