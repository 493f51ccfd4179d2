import { expect, test } from "vitest";
import { GET as trpcGet, POST as trpcPost } from "@/app/api/trpc/[trpc]/route";
import { getAuth } from "@/server/auth";
import { type Person, signUp } from "@/tests/support/sign-up";

const HERE = "http://localhost:3000";

const call = (
  init: { method: string; query?: string; headers?: Record<string, string>; body?: string },
  from: Person,
) => {
  const { method, query = "", headers = {}, body } = init;
  const request = new Request(`${HERE}/api/trpc/organization.rename${query}`, {
    method,
    headers: new Headers([...from.headers, ...Object.entries(headers)]),
    ...(body === undefined ? {} : { body }),
  });
  return method === "GET" ? trpcGet(request) : trpcPost(request);
};

const wanted = JSON.stringify({ json: { name: "Forged" } });
const asked = encodeURIComponent(wanted);
const json = "application/json";

test.each<[string, Parameters<typeof call>[0]]>([
  ["a mutation by GET", { method: "GET", query: `?input=${asked}`, headers: { origin: HERE } }],
  [
    "a mutation by GET in a batch",
    {
      method: "GET",
      query: `?batch=1&input=${encodeURIComponent(`{"0":${wanted}}`)}`,
      headers: { origin: HERE },
    },
  ],
  [
    "another site",
    { method: "POST", headers: { origin: "https://stranger.example", "content-type": json }, body: wanted },
  ],
  ["Origin: null", { method: "POST", headers: { origin: "null", "content-type": json }, body: wanted }],
  ["no origin", { method: "POST", headers: { "content-type": json }, body: wanted }],
  ["an empty origin", { method: "POST", headers: { origin: "", "content-type": json }, body: wanted }],
  [
    "a prefix of ours",
    { method: "POST", headers: { origin: `${HERE}0`, "content-type": json }, body: wanted },
  ],
  [
    "a suffix of ours",
    { method: "POST", headers: { origin: `${HERE}.stranger.example`, "content-type": json }, body: wanted },
  ],
  [
    "another scheme",
    { method: "POST", headers: { origin: "https://localhost:3000", "content-type": json }, body: wanted },
  ],
  [
    "a user in front",
    {
      method: "POST",
      headers: { origin: "http://localhost:3000@stranger.example", "content-type": json },
      body: wanted,
    },
  ],
  [
    "two origins",
    {
      method: "POST",
      headers: { origin: `${HERE}, https://stranger.example`, "content-type": json },
      body: wanted,
    },
  ],
  [
    "a form of another site",
    {
      method: "POST",
      headers: { origin: "https://stranger.example", "content-type": "application/x-www-form-urlencoded" },
      body: `json=${asked}`,
    },
  ],
  [
    "plain text of another site",
    { method: "POST", headers: { origin: "null", "content-type": "text/plain" }, body: wanted },
  ],
  [
    "a form with files of another site",
    {
      method: "POST",
      headers: { origin: "https://stranger.example", "content-type": "multipart/form-data; boundary=x" },
      body: `--x\r\ncontent-disposition: form-data; name="json"\r\n\r\n${wanted}\r\n--x--\r\n`,
    },
  ],
  [
    "our referer without an origin",
    { method: "POST", headers: { referer: `${HERE}/settings`, "content-type": json }, body: wanted },
  ],
  [
    "a method override",
    {
      method: "GET",
      query: `?input=${asked}&_method=POST`,
      headers: { "x-http-method-override": "POST", origin: HERE },
    },
  ],
])("%s changes nothing, with the cookie of somebody who may", async (_, init) => {
  const ada = await signUp();
  const answer = await call(init, ada);
  expect([403, 405]).toContain(answer.status);
  expect((await ada.api.organization.current()).name).toBe("Ada’s workspace");
});

test("the same request from our own origin does change it: it is the origin that is refused", async () => {
  const ada = await signUp();
  const answer = await call(
    { method: "POST", headers: { origin: HERE, "content-type": json }, body: wanted },
    ada,
  );
  expect(answer.status).toBe(200);
  expect((await ada.api.organization.current()).name).toBe("Forged");
});

test("Better Auth's own changes are refused to other sites and to forms as well", async () => {
  const ada = await signUp();
  const auth = await getAuth();
  for (const headers of [
    { origin: "https://stranger.example", "content-type": json },
    { origin: "null", "content-type": json },
    { "content-type": json },
    { origin: HERE, "content-type": "application/x-www-form-urlencoded" },
    { origin: HERE, "content-type": "text/plain" },
  ]) {
    const request = new Request(`${HERE}/api/auth/update-user`, {
      method: "POST",
      headers: new Headers([...ada.headers, ...Object.entries(headers)]),
      body: JSON.stringify({ name: "Forged" }),
    });
    const { status } = await auth.handler(request);
    expect([headers, status >= 400 && status < 500]).toEqual([headers, true]);
  }
  expect((await ada.api.account.me()).name).toBe("Ada");
});
