import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { jwt, organization as organizationPlugin } from "better-auth/plugins";
import { getDatabase } from "@/db/client";
import { newId } from "@/db/columns";
import * as schema from "@/db/schema";
import { ADDRESS_HEADER } from "@/server/account/address-header";
import { disabledPaths } from "@/server/account/disabled-paths";
import { KEY_GRACE_MS, listTokenKeys } from "@/server/account/list-token-keys";
import { recordSecurityEvent } from "@/server/account/record-security-event";
import { securityLog } from "@/server/account/security-log";
import { stayOnSite } from "@/server/account/stay-on-site";
import { env } from "@/server/env";
import { log } from "@/server/log";
import { sendMail } from "@/server/mail/outbox";
import { ensurePersonalOrganization } from "@/server/organization/ensure-personal-organization";
import { trustedOrigins } from "@/server/trusted-origins";

/** How long a bearer token lasts. Its session and membership are looked up at every call all the same. */
export const TOKEN_LIFETIME = "15m";

const isHttps = env.BETTER_AUTH_URL.startsWith("https:");

async function createAuth() {
  const { orm } = await getDatabase();
  return betterAuth({
    appName: "Carrel",
    baseURL: env.BETTER_AUTH_URL,
    secret: env.BETTER_AUTH_SECRET,
    trustedOrigins: trustedOrigins(env.BETTER_AUTH_URL, env.TRUSTED_ORIGINS),
    // A transaction of one's own inside a hook would hang on PGlite, hence none around them.
    database: drizzleAdapter(orm, { provider: "pg", schema, transaction: false }),
    advanced: {
      database: { generateId: newId },
      // Better Auth would leave both checks out under test: what is tested is what runs.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      // Written by our route alone, whatever a caller sends; the /64 of an IPv6 address counts as one caller.
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER], ipv6Subnet: 64 },
      cookiePrefix: "carrel",
      // `__Host-` binds the cookie to this very host; Better Auth would only add `__Secure-`.
      useSecureCookies: false,
      ...(isHttps
        ? {
            cookies: { session_token: { name: "__Host-carrel.session_token", attributes: { secure: true } } },
          }
        : {}),
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", secure: isHttps, path: "/" },
    },
    disabledPaths,
    emailAndPassword: {
      enabled: true,
      disableSignUp: env.DISABLE_SIGN_UP,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, url }) => {
        await sendMail({
          to: user.email,
          subject: "Reset your Carrel password",
          text: `Open this link within an hour to choose a new password:\n\n${url}\n\nIf you did not ask for it, ignore this mail.`,
        });
      },
      onPasswordReset: async ({ user }, request) => {
        await recordSecurityEvent("password.reset", { userId: user.id, headers: request?.headers });
      },
    },
    socialProviders: {
      ...(env.GITHUB_CLIENT_ID && env.GITHUB_CLIENT_SECRET
        ? { github: { clientId: env.GITHUB_CLIENT_ID, clientSecret: env.GITHUB_CLIENT_SECRET } }
        : {}),
      ...(env.GOOGLE_CLIENT_ID && env.GOOGLE_CLIENT_SECRET
        ? { google: { clientId: env.GOOGLE_CLIENT_ID, clientSecret: env.GOOGLE_CLIENT_SECRET } }
        : {}),
    },
    session: {
      // A person may see and end their sessions however long ago they signed in; changing the password asks for the old one.
      freshAge: 0,
      expiresIn: 60 * 60 * 24 * 30,
      updateAge: 60 * 60 * 24,
      cookieCache: { enabled: false },
    },
    rateLimit: { enabled: env.RATE_LIMIT === "on", storage: "database", window: 60, max: 100 },
    plugins: [
      organizationPlugin({ allowUserToCreateOrganization: false }),
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
      }),
      stayOnSite(),
      // Last, so that it sees what the others have made of a request.
      securityLog(),
    ],
    databaseHooks: {
      session: {
        create: {
          before: async (session) => ({
            data: { ...session, activeOrganizationId: await ensurePersonalOrganization(session.userId) },
          }),
        },
      },
    },
    logger: {
      log: (level, message) =>
        log[level === "debug" ? "debug" : level === "error" ? "error" : "warn"](message),
    },
    telemetry: { enabled: false },
  });
}

export type Auth = Awaited<ReturnType<typeof createAuth>>;

const holder = globalThis as typeof globalThis & { carrelAuth?: Promise<Auth> | undefined };

/** Better Auth over the one database of this process. */
export function getAuth(): Promise<Auth> {
  holder.carrelAuth ??= createAuth().catch((error: unknown) => {
    holder.carrelAuth = undefined;
    throw error;
  });
  return holder.carrelAuth;
}
