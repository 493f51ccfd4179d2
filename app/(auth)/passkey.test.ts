import { afterEach, expect, test, vi } from "vitest";
import { signInWithPasskey, whyNoPasskeys } from "./passkey";

// The device: it gives a passkey when the test says so, or its refusal once the wait has been ended.
const device = vi.hoisted(() => {
  const waiting: { give: (passkey: object) => void; refuse: (error: Error) => void }[] = [];
  const end = () => {
    for (const { refuse } of waiting.splice(0)) refuse(new Error("ended"));
  };
  return { waiting, end };
});

vi.mock("@simplewebauthn/browser", () => ({
  startAuthentication: () =>
    new Promise<object>((give, refuse) => void device.waiting.push({ give, refuse })),
  WebAuthnAbortService: { cancelCeremony: device.end },
  WebAuthnError: class extends Error {},
}));

afterEach(() => vi.unstubAllGlobals());

/** The server: what it was asked for, and how it answers what the device gave. */
function server() {
  const asked: string[] = [];
  const verifying: ((isRight: boolean) => void)[] = [];
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url.replace("/api/auth/passkey/", ""));
    if (url.endsWith("options")) return Response.json({ challenge: "" });
    const isRight = await new Promise<boolean>((answer) => void verifying.push(answer));
    return Response.json({}, { status: isRight ? 200 : 401 });
  });
  return { asked, verifying };
}

const [options, verify] = ["generate-authenticate-options", "verify-authentication"];

test("a press ends the wait of the autofill before it asks for a challenge of its own", async () => {
  const { asked, verifying } = server();
  const autofill = signInWithPasskey({ autofill: true, unless: () => false });
  await expect.poll(() => device.waiting.length).toBe(1);
  const [offered] = device.waiting;
  const pressed = signInWithPasskey({ autofill: false });
  // A finger that comes now is for the button.
  offered?.give({});
  expect(await autofill).toMatchObject({ code: "PASSKEY_NOT_USED" });
  await expect.poll(() => device.waiting.length).toBe(1);
  device.waiting.pop()?.give({});
  await expect.poll(() => verifying.length).toBe(1);
  verifying[0]?.(true);
  expect(await pressed).toBeUndefined();
  expect(asked).toEqual([options, options, verify]);
});

test("a press waits for the end of what the server is looking at", async () => {
  const { asked, verifying } = server();
  const autofill = signInWithPasskey({ autofill: true, unless: () => false });
  await expect.poll(() => device.waiting.length).toBe(1);
  device.waiting.pop()?.give({});
  await expect.poll(() => verifying.length).toBe(1);
  const pressed = signInWithPasskey({ autofill: false });
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(asked).toEqual([options, verify]);
  verifying[0]?.(true);
  expect(await autofill).toBeUndefined();
  await expect.poll(() => device.waiting.length).toBe(1);
  expect(asked).toEqual([options, verify, options]);
  device.end();
  expect(await pressed).toBeDefined();
});

test("an autofill whose page was pressed meanwhile asks for nothing", async () => {
  const { asked } = server();
  expect(await signInWithPasskey({ autofill: true, unless: () => true })).toBeDefined();
  expect(asked).toEqual([]);
});

test("a bare address gets no passkeys, and is told at which name it would", () => {
  vi.stubGlobal("window", { PublicKeyCredential: class {} });
  expect(whyNoPasskeys("127.0.0.1")).toMatch(/localhost/);
  expect(whyNoPasskeys("[::1]")).toMatch(/localhost/);
  expect(whyNoPasskeys("192.168.1.7")).toMatch(/name/);
  expect(whyNoPasskeys("carrel.example.org")).toBeUndefined();
  expect(whyNoPasskeys("localhost")).toBeUndefined();
});

test("a browser without passkeys is told so", () => {
  vi.stubGlobal("window", {});
  expect(whyNoPasskeys("carrel.example.org")).toMatch(/https/);
});
