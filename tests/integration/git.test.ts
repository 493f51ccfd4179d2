import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { repository } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { env } from "@/server/env";
import { addGit, gitServerOfTests, leftOnDisk } from "@/tests/support/git/git-server-of-tests";
import { commit, filesOf, git, makeBare } from "@/tests/support/git/make-repository";
import { indexed } from "@/tests/support/index-folder";
import { asOwner, rowsOf } from "@/tests/support/proof/owner";
import { joinAs, signUp } from "@/tests/support/sign-up";

const server = gitServerOfTests();
const code = filesOf({
  "src/add.ts": "export function add(a: number, b: number) {\n  return a + b;\n}\n",
  "README.md": "# Sums\n\nHow numbers are added.\n",
  ".gitignore": "generated/\n",
  "generated/kept.ts": "export const committedAllTheSame = true;\n",
  ".carrelignore": "data/\n",
  "data/rows.csv": "1,2,3\n",
  "run.sh": "#!/bin/sh\necho run\n",
});

test("a private repository is indexed with its token, and again after a push, only where it changed", async () => {
  const ada = await signUp();
  const bare = makeBare(`${server().folder}/private`, "sums");
  const first = await commit(bare, code);
  const { id } = await addGit(ada, server(), { name: "sums", path: "private/sums", token: server().token });
  const added = await indexed(ada, id);
  expect(added.run).toMatchObject({ status: "completed", error: null, filesIndexed: 6, filesSkipped: 1 });
  expect(added).toMatchObject({
    ...{ sourceKind: "git", generation: 1, branch: null, hasToken: true },
    ...{ lastIndexedBranch: "main", lastIndexedCommit: first, url: `${server().url}/private/sums.git` },
  });
  const found = await ada.api.search.query({ text: "committedAllTheSame", mode: "exact" });
  expect(found.items.map((item) => item.path)).toEqual(["generated/kept.ts"]);

  const second = await commit(bare, filesOf({ "src/add.ts": null, "src/sum.ts": "export const sum = 0;\n" }));
  await ada.api.repository.index({ id });
  const again = await indexed(ada, id);
  expect(again.run).toMatchObject({ filesIndexed: 1, filesUnchanged: 5, filesRemoved: 1 });
  expect(again).toMatchObject({ generation: 2, lastIndexedCommit: second });
  await expect.poll(leftOnDisk, { timeout: 10_000 }).toEqual([]);
});

test("an unchanged commit costs one question: nothing is fetched, read, embedded or published", async () => {
  const ada = await signUp();
  await commit(makeBare(server().folder, "still"), code);
  const { id } = await addGit(ada, server(), { name: "still" });
  await indexed(ada, id);
  server().requests.length = 0;
  await ada.api.repository.index({ id });
  const { run, generation } = await indexed(ada, id);
  expect(run).toMatchObject({ status: "completed", phase: "done", embeddings: 0, chunks: 0 });
  expect(run).toMatchObject({ filesTotal: 7, filesUnchanged: 6, filesSkipped: 1, filesIndexed: 0 });
  expect(generation).toBe(1);
  // The list of branches, and no pack.
  expect(server().requests.map((request) => request.split("?")[0])).toEqual([
    "GET /still.git/info/refs",
    "POST /still.git/git-upload-pack",
  ]);
});

test("another branch is chosen and indexed, and the address cannot be changed under its token", async () => {
  const ada = await signUp();
  const bare = makeBare(server().folder, "branches");
  await commit(bare, code);
  const next = await commit(bare, filesOf({ "next.ts": "export const next = 1;\n" }), "release/2");
  const { id } = await addGit(ada, server(), { name: "branches" });
  await indexed(ada, id);
  const configure = (branch: string | null) =>
    ada.api.repository.git.configure({ id, branch, reindexEveryMinutes: null });
  await expect(configure("release/3")).rejects.toThrow(/no branch release\/3/);
  await configure("release/2");
  await ada.api.repository.index({ id });
  expect(await indexed(ada, id)).toMatchObject({
    ...{ branch: "release/2", lastIndexedBranch: "release/2", lastIndexedCommit: next },
    figures: { files: 1 },
  });
});

test("the token is kept sealed, and no answer, dump or audit event shows it", async () => {
  const ada = await signUp();
  await commit(makeBare(`${server().folder}/private`, "sealed"), code);
  const { token } = server();
  const { id } = await addGit(ada, server(), { name: "sealed", path: "private/sealed", token });
  await indexed(ada, id);
  await ada.api.repository.git.configure({ id, branch: "main", token, reindexEveryMinutes: 60 });
  const answers = JSON.stringify([await ada.api.repository.get({ id }), await ada.api.repository.list({})]);
  const tables = ["repository", "index_run", "audit_event", "file", "pgboss.job"];
  const dump = await asOwner(async (tx) => {
    const texts: string[] = [];
    for (const table of tables)
      texts.push(JSON.stringify(await rowsOf(tx, `select t::text as row from ${table} t`)));
    return texts.join();
  });
  expect(dump).toContain("repository.configure");
  for (const form of [
    token,
    Buffer.from(token).toString("base64"),
    Buffer.from(`x-access-token:${token}`).toString("base64"),
  ])
    expect(answers + dump).not.toContain(form);
  const [sealed = ""] = /v1\.[0-9a-f]{12}\.[\w-]+\.[\w-]+/.exec(dump) ?? [];
  expect(sealed).not.toBe("");
  expect(answers).not.toContain(sealed);
});

test("a token sealed with a replaced key still works and is sealed anew; without that key the run says so", async () => {
  const ada = await signUp();
  await commit(makeBare(`${server().folder}/private`, "rotated"), code);
  const add = { name: "rotated", path: "private/rotated", token: server().token };
  const { id } = await addGit(ada, server(), add);
  await indexed(ada, id);
  const credentialOf = () =>
    withTenant({ organizationId: ada.organizationId, as: "agent" }, async (tx) => {
      const [row] = await tx.select().from(repository).where(eq(repository.id, id));
      return row?.credential ?? "";
    });
  const before = await credentialOf();
  const key = env.ENCRYPTION_KEY;
  try {
    Object.assign(env, { ENCRYPTION_KEY: "another key that is long enough to be taken" });
    await ada.api.repository.index({ id });
    expect((await indexed(ada, id)).run?.error).toMatch(/ENCRYPTION_KEY has changed/);
    Object.assign(env, { ENCRYPTION_KEYS_OLD: [key] });
    await ada.api.repository.index({ id });
    expect((await indexed(ada, id)).run).toMatchObject({ status: "completed", error: null });
    const after = await credentialOf();
    expect(after.split(".")[1]).not.toBe(before.split(".")[1]);
    Object.assign(env, { ENCRYPTION_KEYS_OLD: [] });
    await ada.api.repository.index({ id });
    expect((await indexed(ada, id)).run?.status).toBe("completed");
  } finally {
    Object.assign(env, { ENCRYPTION_KEY: key, ENCRYPTION_KEYS_OLD: [] });
  }
});

test("who may only read adds nothing and changes nothing; a member adds but does not configure", async () => {
  const ada = await signUp();
  await commit(makeBare(server().folder, "roles"), code);
  const [viewer, member] = [
    await joinAs(ada.organizationId, "viewer"),
    await joinAs(ada.organizationId, "member"),
  ];
  const stranger = await signUp("Eve");
  server().requests.length = 0;
  await expect(addGit(viewer, server(), { name: "roles" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(server().requests).toEqual([]);
  const { id } = await addGit(member, server(), { name: "roles" });
  const change = { id, branch: null, reindexEveryMinutes: 60 };
  await expect(member.api.repository.git.configure(change)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(stranger.api.repository.git.configure(change)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await indexed(ada, id);
});

test("a repository that uses SHA-256, and one whose default is no branch, are indexed as well", async () => {
  const ada = await signUp();
  const commitId = await commit(makeBare(server().folder, "long", "sha256"), code);
  expect(commitId).toHaveLength(64);
  const { id: long } = await addGit(ada, server(), { name: "long" });
  expect(await indexed(ada, long)).toMatchObject({
    ...{ lastIndexedCommit: commitId, run: { status: "completed" } },
  });

  const detached = makeBare(server().folder, "detached");
  const tip = await commit(detached, code);
  git(["update-ref", "--no-deref", "HEAD", tip], detached);
  const { id } = await addGit(ada, server(), { name: "detached" });
  expect(await indexed(ada, id)).toMatchObject({ lastIndexedCommit: tip, lastIndexedBranch: null });

  const unborn = makeBare(server().folder, "unborn");
  await commit(unborn, code, "trunk");
  await expect(addGit(ada, server(), { name: "unborn" })).rejects.toThrow(/no default branch/);
  const { id: named } = await addGit(ada, server(), { name: "unborn", branch: "trunk" });
  expect((await indexed(ada, named)).run?.status).toBe("completed");
});

test("a host given by name is reached at the addresses that were checked, one after the other", async () => {
  const ada = await signUp();
  await commit(makeBare(server().folder, "by-name"), code);
  const host = server().host.replace("127.0.0.1", "localhost");
  const before = env.GIT_PRIVATE_HOSTS;
  Object.assign(env, { GIT_PRIVATE_HOSTS: [host] });
  const { id } = await ada.api.repository.git.add({ name: "by-name", url: `https://${host}/by-name.git` });
  expect((await indexed(ada, id)).run).toMatchObject({ status: "completed", error: null });
  Object.assign(env, { GIT_PRIVATE_HOSTS: before });
});
