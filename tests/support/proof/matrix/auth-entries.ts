/** What an endpoint can be asked about: somebody else's person, or one whom nobody knows. */
export interface AuthIds {
  email: string;
  userId: string;
  sessionId: string;
  sessionToken: string;
  organizationId: string;
}

export interface AuthEntry {
  method: "GET" | "POST";
  body?: (ids: AuthIds) => Record<string, unknown>;
  query?: (ids: AuthIds) => Record<string, string>;
  /** Ends the caller's session, so each call gets one of its own. */
  ends?: true;
  /** Why “not yours” may differ from “does not exist” here. */
  tells?: string;
}

/** Every endpoint of Better Auth that is open over HTTP, by its path. One without an entry fails the proof. */
export const authEntries: Record<string, AuthEntry> = {
  "/ok": { method: "GET" },
  "/error": { method: "GET" },
  "/jwks": { method: "GET" },
  "/token": { method: "GET" },
  "/get-session": { method: "GET" },
  "/sign-in/social": { method: "POST", body: () => ({ provider: "github", callbackURL: "/" }) },
  "/callback/:id": { method: "GET", query: ({ userId }) => ({ code: userId, state: userId }) },
  "/sign-in/email": { method: "POST", body: ({ email }) => ({ email, password: "not this password" }) },
  "/sign-up/email": {
    method: "POST",
    body: ({ email }) => ({ email, name: "Somebody", password: "long enough a password" }),
    tells: "an address that has an account cannot get another; whose account it is stays untold",
    ends: true,
  },
  "/request-password-reset": { method: "POST", body: ({ email }) => ({ email, redirectTo: "/reset" }) },
  "/reset-password": {
    method: "POST",
    body: ({ sessionToken }) => ({ token: sessionToken, newPassword: "long enough a password" }),
  },
  "/reset-password/:token": { method: "GET", query: () => ({ callbackURL: "/reset" }) },
  "/verify-password": { method: "POST", body: () => ({ password: "not this password" }) },
  "/verify-email": { method: "GET", query: ({ sessionToken }) => ({ token: sessionToken }) },
  "/send-verification-email": { method: "POST", body: ({ email }) => ({ email }) },
  "/change-password": {
    method: "POST",
    body: () => ({ currentPassword: "not this password", newPassword: "long enough a password" }),
  },
  "/link-social": { method: "POST", body: () => ({ provider: "github", callbackURL: "/" }) },
  "/two-factor/enable": { method: "POST", body: () => ({ password: "not this password" }) },
  "/two-factor/disable": { method: "POST", body: () => ({ password: "not this password" }) },
  "/two-factor/generate-backup-codes": { method: "POST", body: () => ({ password: "not this password" }) },
  "/two-factor/verify-totp": { method: "POST", body: ({ userId }) => ({ code: "000000", userId }) },
  "/two-factor/verify-backup-code": {
    method: "POST",
    body: ({ userId }) => ({ code: "aaaaa-bbbbb", userId }),
  },
  "/passkey/generate-register-options": { method: "GET", query: ({ userId }) => ({ context: userId }) },
  "/passkey/verify-registration": { method: "POST", body: ({ userId }) => ({ response: { id: userId } }) },
  "/passkey/generate-authenticate-options": { method: "GET", query: ({ userId }) => ({ context: userId }) },
  "/passkey/verify-authentication": { method: "POST", body: ({ userId }) => ({ response: { id: userId } }) },
  "/sign-out": { method: "POST", body: ({ sessionToken }) => ({ token: sessionToken }), ends: true },
};

/** Endpoints of Better Auth's API that have no address: only our own code can call them. */
export const serverOnlyEndpoints = [
  ...["addMember", "generateTOTP", "setPassword", "signJWT", "verifyJWT", "viewBackupCodes"],
];
