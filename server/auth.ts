import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { organization } from "better-auth/plugins";
import { getDatabase } from "@/db/client";
import { newId } from "@/db/columns";
import * as schema from "@/db/schema";
import { sendResetLink, sendVerificationLink } from "@/server/account/account-mails";
import { ADDRESS_HEADER } from "@/server/account/address-header";
import { afterEndpoint, beforeEndpoint, databaseHooks } from "@/server/account/auth-hooks";
import { passkeys, secondFactor, tokens } from "@/server/account/auth-plugins";
import { disabledPaths } from "@/server/account/disabled-paths";
import { recordSecurityEvent } from "@/server/account/record-security-event";
import { securityLog } from "@/server/account/security-log";
import { reachProvidersOfTests, socialProviders } from "@/server/account/sign-in-providers";
import { stayOnSite } from "@/server/account/stay-on-site";
import { env } from "@/server/env";
import { log } from "@/server/log";
import { hasMailServer } from "@/server/mail/outbox";
import { trustedOrigins } from "@/server/trusted-origins";

const isHttps = env.BETTER_AUTH_URL.startsWith("https:");

async function createAuth() {
  const { orm } = await getDatabase();
  reachProvidersOfTests();
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
      sendResetPassword: ({ user, url }) => sendResetLink(user.email, url),
      onPasswordReset: async ({ user }, request) => {
        await recordSecurityEvent("password.reset", { userId: user.id, headers: request?.headers });
      },
    },
    emailVerification: {
      // Without a mail server nobody would read it; the profile offers the mail all the same.
      sendOnSignUp: hasMailServer,
      sendVerificationEmail: ({ user, url }) => sendVerificationLink(user.email, url),
      expiresIn: 60 * 60 * 24,
      autoSignInAfterVerification: false,
    },
    socialProviders: socialProviders(),
    account: {
      accountLinking: {
        // Whoever signed up with somebody else's address first would otherwise share the account with them.
        disableImplicitLinking: true,
        allowDifferentEmails: true,
      },
    },
    session: {
      // Only adding a passkey asks for a sign-in of the last day.
      freshAge: 60 * 60 * 24,
      expiresIn: 60 * 60 * 24 * 30,
      // How old the time of last use may be that people see in their list of sessions.
      updateAge: 60 * 5,
      cookieCache: { enabled: false },
    },
    rateLimit: { enabled: env.RATE_LIMIT === "on", storage: "database", window: 60, max: 100 },
    plugins: [
      organization({ allowUserToCreateOrganization: false }),
      tokens(orm),
      secondFactor(),
      passkeys(),
      stayOnSite(),
      // Last, so that it sees what the others have made of a request.
      securityLog(),
    ],
    databaseHooks,
    hooks: { before: beforeEndpoint, after: afterEndpoint },
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
