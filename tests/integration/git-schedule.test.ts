import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { getDatabase } from "@/db/client";
import { repository } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { reindexWhenDue } from "@/server/indexing/reindex-when-due";
import { addGit, gitServerOfTests } from "@/tests/support/git/git-server-of-tests";
import { commit, filesOf, makeBare } from "@/tests/support/git/make-repository";
import { indexed, makeFolder } from "@/tests/support/index-folder";
import { type Person, signUp } from "@/tests/support/sign-up";

const server = gitServerOfTests();

async function addIndexed(ada: Person, name: string) {
  const bare = makeBare(server().folder, name);
  await commit(bare, filesOf({ "a.ts": "export const a = 1;\n" }));
  const { id } = await addGit(ada, server(), { name });
  await indexed(ada, id);
  return { id, bare };
}

/** Lets the time come that the row names. */
const makeDue = (ada: Person, id: string) =>
  withTenant({ organizationId: ada.organizationId, as: "agent" }, (tx) =>
    tx.update(repository).set({ nextIndexAt: sql`now() - interval '1 second'` }).where(eq(repository.id, id)),
  );

const wake = (ada: Person, id: string) =>
  reindexWhenDue({ organizationId: ada.organizationId, repositoryId: id });

/** Jobs of the schedule that wait for a repository, and in how many seconds from now they start. */
async function waiting(id: string): Promise<number[]> {
  const { orm } = await getDatabase();
  const answer = await orm.execute(sql`select extract(epoch from start_after - now())::int as seconds
    from pgboss.job where name = 'reindex-when-due' and state = 'created' and data->>'repositoryId' = ${id}
    order by start_after`);
  return (answer as unknown as { rows: { seconds: number }[] }).rows.map(({ seconds }) => seconds);
}

test("nothing is scheduled until somebody asks for it, and off is off", async () => {
  const ada = await signUp();
  const { id } = await addIndexed(ada, "off");
  expect(await ada.api.repository.get({ id })).toMatchObject({
    reindexEveryMinutes: null,
    nextIndexAt: null,
  });
  expect(await waiting(id)).toEqual([]);
  await wake(ada, id);
  const configure = (reindexEveryMinutes: number | null) =>
    ada.api.repository.git.configure({ id, branch: null, reindexEveryMinutes });
  await configure(60);
  await makeDue(ada, id);
  await configure(null);
  await wake(ada, id);
  const { run, reindexEveryMinutes } = await ada.api.repository.get({ id });
  expect({ run: run?.status, reindexEveryMinutes }).toEqual({ run: "completed", reindexEveryMinutes: null });
  for (const minutes of [0, 14, 10_081, 60.5]) await expect(configure(minutes)).rejects.toThrow();
});

test("when its time has come a pushed repository is indexed by nobody, once, and the next time is set", async () => {
  const ada = await signUp();
  const { id, bare } = await addIndexed(ada, "due");
  await ada.api.repository.git.configure({ id, branch: null, reindexEveryMinutes: 60 });
  const [seconds = 0] = await waiting(id);
  expect(Math.abs(seconds - 3_600)).toBeLessThan(60);
  // Too early: an old job woke up.
  await wake(ada, id);
  const before = await ada.api.repository.get({ id });
  expect(before.generation).toBe(1);

  const pushed = await commit(bare, filesOf({ "b.ts": "export const b = 1;\n" }));
  await makeDue(ada, id);
  await wake(ada, id);
  await wake(ada, id);
  const after = await indexed(ada, id);
  expect(after).toMatchObject({ generation: 2, lastIndexedCommit: pushed, run: { status: "completed" } });
  expect(after.run?.id).not.toBe(before.run?.id);
  expect(after.nextIndexAt?.getTime()).toBeGreaterThan(Date.now() + 50 * 60_000);
  // One of the first setting, which will do nothing, and one of the next time.
  expect((await waiting(id)).length).toBe(2);
});

test("an organization whose clock starts many runs waits with the third, so that others' come first", async () => {
  const ada = await signUp();
  const { id } = await addIndexed(ada, "many");
  await ada.api.repository.git.configure({ id, branch: null, reindexEveryMinutes: 60 });
  const { stopWorker } = await import("@/server/background/worker");
  await stopWorker();
  for (const name of ["one", "two"]) {
    const { root } = makeFolder(name, { "a.ts": "export const a = 1;\n" });
    await ada.api.repository.createFromFolder({ name, path: root });
  }
  await makeDue(ada, id);
  await wake(ada, id);
  expect((await ada.api.repository.get({ id })).run?.status).toBe("completed");
  const [first = 0] = await waiting(id);
  expect(first).toBeGreaterThan(10);
  expect(first).toBeLessThan(60);
  for (const { id: other } of (await ada.api.repository.list({})).items) await indexed(ada, other);
  await makeDue(ada, id);
  await wake(ada, id);
  expect((await ada.api.repository.get({ id })).run?.status).not.toBe("completed");
  await indexed(ada, id);
});
