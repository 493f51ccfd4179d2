import { type AddressInfo, createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { env } from "@/server/env";
import { askRemote } from "@/server/git/ask-remote";
import { addGit, gitServerOfTests, leftOnDisk } from "@/tests/support/git/git-server-of-tests";
import { commit, filesOf, makeBare } from "@/tests/support/git/make-repository";
import { indexed } from "@/tests/support/index-folder";
import { signUp } from "@/tests/support/sign-up";

const server = gitServerOfTests();
const code = filesOf({ "a.ts": "export const a = 1;\n" });
const signal = () => AbortSignal.timeout(20_000);

afterEach(async () => {
  server().override = undefined;
  await expect.poll(leftOnDisk, { timeout: 10_000 }).toEqual([]);
});

/** The refusal with the field it stands at. */
async function refusalOf(work: Promise<unknown>): Promise<{ message: string; field: string | undefined }> {
  const error = await work.then(
    () => new Error("was not refused"),
    (refused: Error) => refused,
  );
  const issues = (error.cause as { issues?: { path: string[] }[] } | undefined)?.issues;
  return { message: error.message, field: issues?.[0]?.path[0] };
}

test("each refusal names its reason at the field to change, and leaves no repository", async () => {
  const ada = await signUp();
  const { folder, token } = server();
  await commit(makeBare(folder, "open"), code);
  await commit(makeBare(`${folder}/private`, "closed"), code);
  makeBare(folder, "empty");
  const add = (path: string, more: { branch?: string; token?: string } = {}) =>
    refusalOf(addGit(ada, server(), { name: "refused", path, ...more }));

  expect(await add("nowhere")).toMatchObject({
    field: "url",
    message: expect.stringMatching(/no git repository at this address/),
  });
  expect(await add("private/closed")).toMatchObject({
    field: "token",
    message: expect.stringMatching(/asks for a token/),
  });
  expect(await add("private/closed", { token: "wrong" })).toMatchObject({
    ...{ field: "token", message: expect.stringMatching(/does not accept this token/) },
  });
  expect(await add("private/nowhere", { token })).toMatchObject({
    field: "url",
    message: expect.stringMatching(/may not see it/),
  });
  expect(await add("open", { branch: "absent" })).toMatchObject({
    ...{ field: "branch", message: expect.stringMatching(/no branch absent/) },
  });
  expect(await add("empty")).toMatchObject({
    field: "url",
    message: expect.stringMatching(/holds no commit yet/),
  });
  expect((await ada.api.repository.list({})).items).toEqual([]);
});

test("hosts that are unknown, private or not git are refused, and the private ones see no connection", async () => {
  const ada = await signUp();
  let visits = 0;
  const listener = createServer(() => visits++);
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as AddressInfo;
  const add = (url: string) => refusalOf(ada.api.repository.git.add({ name: "refused", url }));
  for (const host of ["127.0.0.1", "2130706433", "0x7f.1", "localhost", "localhost.", "[::ffff:127.0.0.1]"])
    expect(await add(`https://${host}:${port}/a.git`)).toMatchObject({
      ...{ field: "url", message: expect.stringMatching(/private or local address/) },
    });
  expect(await add("https://no-such-host.invalid/a.git")).toMatchObject({
    ...{ field: "url", message: expect.stringMatching(/no host no-such-host.invalid/) },
  });
  expect(await add("https://user:pass@example.org/a.git")).toMatchObject({
    message: expect.stringMatching(/Leave user and password/),
  });
  expect(await add("git@example.org:a.git")).toMatchObject({
    message: expect.stringMatching(/https address/),
  });
  expect(visits).toBe(0);
  listener.close();
});

test("a redirect is not followed, wherever it leads", async () => {
  let visits = 0;
  const listener = createServer(() => visits++);
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as AddressInfo;
  server().override = (_, response) => {
    response.writeHead(302, { location: `https://127.0.0.1:${port}/x.git/info/refs` }).end();
    return true;
  };
  const ask = askRemote({ url: `${server().url}/moved.git`, branch: null, token: undefined }, signal());
  await expect(ask).rejects.toMatchObject({ code: "redirect", field: "url" });
  expect(visits).toBe(0);
  listener.close();
});

test("an address without .git, which its server sends to the one with it, is found there", async () => {
  const ada = await signUp();
  await commit(makeBare(server().folder, "suffixed"), code);
  server().override = ({ url }, response) => {
    if (!url?.startsWith("/suffixed/")) return false;
    response.writeHead(301, { location: url.replace("/suffixed/", "/suffixed.git/") }).end();
    return true;
  };
  const { id } = await ada.api.repository.git.add({ name: "suffixed", url: `${server().url}/suffixed` });
  expect(await indexed(ada, id)).toMatchObject({
    ...{ url: `${server().url}/suffixed.git`, run: { status: "completed" } },
  });
});

test("a certificate nobody vouches for, a page that is no repository, and a dead port say so", async () => {
  const ask = (url: string) => askRemote({ url, branch: null, token: "some-token" }, signal());
  const { GIT_CA_FILE } = env;
  Object.assign(env, { GIT_CA_FILE: undefined });
  await expect(ask(`${server().url}/a.git`)).rejects.toMatchObject({ code: "certificate" });
  Object.assign(env, { GIT_CA_FILE });
  server().override = (_, response) => {
    response
      .writeHead(200, { "content-type": "text/html" })
      .end("<!doctype html>\n<html>\n<h1>Hello</h1>\n</html>\n");
    return true;
  };
  await expect(ask(`${server().url}/page`)).rejects.toMatchObject({ code: "no_repository" });
  Object.assign(env, { GIT_PRIVATE_HOSTS: [server().host, "127.0.0.1:1"] });
  await expect(ask("https://127.0.0.1:1/a.git")).rejects.toMatchObject({ code: "unreachable" });
});

test("without git on the machine, adding one says that it is missing", async () => {
  const { PATH } = env;
  Object.assign(env, { PATH: "/nowhere" });
  const ask = askRemote({ url: `${server().url}/a.git`, branch: null, token: undefined }, signal());
  await expect(ask).rejects.toMatchObject({
    code: "no_git",
    message: expect.stringMatching(/not installed/),
  });
  Object.assign(env, { PATH });
});
