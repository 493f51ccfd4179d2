import { expect, test } from "vitest";
import { authProblem } from "./auth-problem";

test("a wrong password and an unknown address are told in the same words", () => {
  const { message } = authProblem({ status: 401, code: "INVALID_EMAIL_OR_PASSWORD" });
  expect(message).toMatch(/e-mail or the password/);
});

test("too many tries say how long to wait", () => {
  expect(authProblem({ status: 429, retryAfterSeconds: 7 }).message).toMatch(/Wait 7 seconds/);
  expect(authProblem({ status: 429, retryAfterSeconds: Number.NaN }).message).toMatch(/Wait 10 seconds/);
});

test("no answer and an unknown refusal still say what to do", () => {
  expect(authProblem({ status: 0 }).message).toMatch(/Check your connection/);
  expect(authProblem({ status: 500, code: "SOMETHING_NEW" }).message).toMatch(/Try again/);
  expect(authProblem({ status: 401 }).message).toMatch(/Sign in again/);
});

test("a name of JavaScript's own objects is no known refusal", () => {
  expect(authProblem({ status: 400, code: "constructor" }).message).toMatch(/Try again/);
});
