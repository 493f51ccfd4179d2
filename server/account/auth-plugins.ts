import { passkey } from "@better-auth/passkey";
import { APIError } from "better-auth/api";
import { jwt, twoFactor } from "better-auth/plugins";
import type { Orm } from "@/db/client";
import { env } from "@/server/env";
import { trustedOrigins } from "@/server/trusted-origins";
import { KEY_GRACE_MS, listTokenKeys } from "./list-token-keys";
import { relyingPartyId } from "./relying-party";

/** How long a bearer token lasts. Its session and membership are looked up at every call all the same. */
const TOKEN_LIFETIME = "15m";

/** A code opens one sign-in at most; after ten wrong ones in a row nobody gets further for a quarter of an hour. */
export const secondFactor = () =>
  twoFactor({
    issuer: "Carrel",
    // Who signs in with GitHub or Google has no password to ask for.
    allowPasswordless: true,
    // No device is ever trusted to come without a code, whatever a request asks for.
    trustDeviceMaxAge: 0,
    accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 15 * 60 },
  });

/** A passkey takes the place of password and code, so whoever holds it must have shown who they are. */
export const passkeys = () =>
  passkey({
    rpName: "Carrel",
    rpID: relyingPartyId(env.BETTER_AUTH_URL),
    origin: trustedOrigins(env.BETTER_AUTH_URL, env.TRUSTED_ORIGINS),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    advanced: { webAuthnChallengeCookie: "passkey_challenge" },
    registration: {
      afterVerification: ({ verification }) => {
        if (!verification.registrationInfo?.userVerified) throw notVerified();
        return undefined;
      },
    },
    authentication: {
      afterVerification: ({ verification }) => {
        if (!verification.authenticationInfo.userVerified) throw notVerified();
      },
    },
  });

const notVerified = () => new APIError("UNAUTHORIZED", { code: "USER_NOT_VERIFIED" });

/** Bearer tokens for programs. */
export const tokens = (orm: Orm) =>
  jwt({
    jwt: {
      expirationTime: TOKEN_LIFETIME,
      definePayload: ({ session }) => ({
        sessionId: session.id,
        organizationId: session.activeOrganizationId,
      }),
    },
    jwks: { rotationInterval: 60 * 60 * 24 * 30, gracePeriod: KEY_GRACE_MS / 1000 },
    adapter: { getJwks: () => listTokenKeys(orm) },
    // Otherwise every look at a session, so every request, signs a token that nobody reads; `/token` gives one.
    disableSettingJwtHeader: true,
  });
