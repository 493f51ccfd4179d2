import { eq } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { session } from "@/db/schema";
import { getAuth } from "@/server/auth";
import { createContext } from "@/server/trpc/context";
import { makeBrowser } from "@/tests/support/ask-auth";
import { makePng } from "@/tests/support/make-png";
import { asOwner } from "@/tests/support/proof/owner";
import { apiOf, joinAs, signUp } from "@/tests/support/sign-up";

const MINUTE_MS = 60_000;

afterEach(() => {
  vi.useRealTimers();
});

test("name, region, time zone and preferences are kept, each for itself", async () => {
  const ada = await signUp();
  await ada.api.account.profile.update({ name: "Ada L.", timeZone: "Europe/London" });
  await ada.api.account.profile.update({ locale: "de", preferences: { theme: "dark" } });
  expect(await ada.api.account.me()).toMatchObject({
    ...{ name: "Ada L.", timeZone: "Europe/London", locale: "de", preferences: { theme: "dark" } },
  });
  await expect(ada.api.account.profile.update({ timeZone: "Mars/Olympus" })).rejects.toMatchObject({
    code: "BAD_REQUEST",
    message: expect.stringContaining("This is no time zone. One looks like Europe/Berlin."),
  });
});

test("a picture is served to the person and to fellow members, and looks missing to everybody else", async () => {
  const ada = await signUp();
  const ben = await joinAs(ada.organizationId, "viewer");
  const stranger = await signUp("Stranger");
  const png = makePng(256, 256);
  await ada.api.account.profile.setPicture({ base64: png.toString("base64") });
  const { image } = await ada.api.account.me();
  const id = image?.split("/").at(-1) ?? "";
  for (const { api } of [ada, ben]) {
    const picture = await api.account.profile.picture({ id });
    expect(Buffer.from(picture.bytes).equals(png)).toBe(true);
    expect(picture.mimeType).toBe("image/png");
  }
  const refused = { code: "NOT_FOUND" };
  await expect(stranger.api.account.profile.picture({ id })).rejects.toMatchObject(refused);
  await ada.api.account.profile.setPicture({ base64: makePng(64, 64).toString("base64") });
  await expect(ada.api.account.profile.picture({ id })).rejects.toMatchObject(refused);
  await ada.api.account.profile.removePicture();
  expect(await ada.api.account.me()).toMatchObject({ image: null });
});

test.each([
  [
    "an SVG",
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "no PNG",
  ],
  ["HTML", Buffer.from("<html><script>alert(1)</script></html>"), "no PNG"],
  ["half a PNG", makePng(64, 64).subarray(0, 40), "no PNG"],
  ["a wide picture", makePng(64, 32), "square"],
  ["a huge picture", makePng(1024, 1024), "square"],
  ["too many bytes", Buffer.concat([makePng(64, 64), Buffer.alloc(250_000)]), "at most 200 kB"],
])("%s is refused as a picture", async (_, bytes, reason) => {
  const ada = await signUp();
  await expect(
    ada.api.account.profile.setPicture({ base64: bytes.toString("base64") }),
  ).rejects.toMatchObject({ code: "BAD_REQUEST", message: expect.stringContaining(reason) });
  expect(await ada.api.account.me()).toMatchObject({ image: null });
});

test("nobody brings a picture from elsewhere along when they sign up", async () => {
  const browser = makeBrowser();
  const image = "https://tracker.example/pixel.png";
  const email = `image-${process.pid}-${Date.now()}@example.org`;
  await browser.ask("/sign-up/email", { name: "Ada", email, password: "long enough a password", image });
  expect(await apiOf(browser.headers()).account.me()).toMatchObject({ image: null });
});

test("sessions are listed without their secrets, and ended one by one or all but this", async () => {
  const ada = await signUp();
  const signIn = async () => {
    const browser = makeBrowser();
    await browser.ask("/sign-in/email", { email: ada.email, password: ada.password });
    return apiOf(browser.headers());
  };
  const [second, third] = [await signIn(), await signIn()];
  const listed = await ada.api.account.session.list();
  expect(listed).toHaveLength(3);
  expect(listed.filter(({ isThis }) => isThis)).toHaveLength(1);
  expect(Object.keys(listed[0] ?? {}).sort()).toEqual(
    ["createdAt", "id", "ipAddress", "isThis", "lastUsedAt", "userAgent"].sort(),
  );
  const its = (await second.account.session.list()).find(({ isThis }) => isThis);
  const stranger = await signUp("Stranger");
  await expect(stranger.api.account.session.end({ id: its?.id ?? "" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await ada.api.account.session.end({ id: its?.id ?? "" });
  await expect(second.account.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(await ada.api.account.session.endOthers()).toEqual({ ended: 1 });
  await expect(third.account.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(await stranger.api.account.me()).toMatchObject({ email: stranger.email });
});

test("the time of last use moves with use, by cookie and by token, at most every five minutes", async () => {
  const ada = await signUp();
  const { token } = await (await getAuth()).api.getToken({ headers: ada.headers });
  const lastUse = async () => {
    const [row] = await asOwner((tx) => tx.select().from(session).where(eq(session.userId, ada.userId)));
    return row?.updatedAt.getTime() ?? 0;
  };
  const began = await lastUse();
  vi.useFakeTimers({ toFake: ["Date"], now: began + 4 * MINUTE_MS });
  await ada.api.account.me();
  expect(await lastUse()).toBe(began);
  vi.setSystemTime(began + 6 * MINUTE_MS);
  // As over HTTP, where the answer can carry the cookie that is extended with it.
  await createContext(ada.headers, () => {}).caller();
  expect(await lastUse()).toBe(began + 6 * MINUTE_MS);
  vi.setSystemTime(began + 12 * MINUTE_MS);
  await apiOf(new Headers({ authorization: `Bearer ${token}` })).account.me();
  expect(await lastUse()).toBe(began + 12 * MINUTE_MS);
});
