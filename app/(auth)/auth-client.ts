import { authProblem, type Problem } from "./auth-problem";

/** The endpoints of Better Auth that screens use, all below /api/auth. */
export type AuthPath =
  | "/sign-in/email"
  | "/sign-in/social"
  | "/sign-up/email"
  | "/sign-out"
  | "/request-password-reset"
  | "/reset-password"
  | "/change-password"
  | "/send-verification-email"
  | "/link-social"
  | "/two-factor/enable"
  | "/two-factor/disable"
  | "/two-factor/generate-backup-codes"
  | "/two-factor/verify-totp"
  | "/two-factor/verify-backup-code"
  | "/passkey/generate-register-options"
  | "/passkey/verify-registration"
  | "/passkey/generate-authenticate-options"
  | "/passkey/verify-authentication"
  | "/token";

export type AuthAnswer = { ok: true; data: unknown } | { ok: false; problem: Problem };

/** Posts `body` to Better Auth; never throws: what goes wrong comes back as a sentence for people. */
export const postAuth = (path: AuthPath, body: Record<string, unknown> = {}) =>
  ask(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

/** Reads from Better Auth in the same way. */
export const fetchAuth = (path: AuthPath) => ask(path, { method: "GET" });

async function ask(path: AuthPath, init: RequestInit): Promise<AuthAnswer> {
  let response: Response;
  try {
    response = await fetch(`/api/auth${path}`, { ...init, credentials: "same-origin" });
  } catch {
    return { ok: false, problem: authProblem({ status: 0 }) };
  }
  const data: unknown = await response.json().catch(() => undefined);
  if (response.ok) return { ok: true, data };
  const retryAfter = Number(response.headers.get("x-retry-after"));
  return {
    ok: false,
    problem: authProblem({ status: response.status, code: codeOf(data), retryAfterSeconds: retryAfter }),
  };
}

function codeOf(data: unknown): string | undefined {
  if (typeof data !== "object" || data === null || !("code" in data)) return undefined;
  return typeof data.code === "string" ? data.code : undefined;
}
