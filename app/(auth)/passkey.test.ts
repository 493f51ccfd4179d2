import { afterEach, expect, test, vi } from "vitest";
import { whyNoPasskeys } from "./passkey";

afterEach(() => vi.unstubAllGlobals());

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
