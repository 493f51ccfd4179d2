import { env } from "@/server/env";

export const providerNames = ["github", "google"] as const;
export type ProviderName = (typeof providerNames)[number];

/** The providers the operator has set up, as Better Auth wants them. */
export function socialProviders() {
  const github = pairOf(env.GITHUB_CLIENT_ID, env.GITHUB_CLIENT_SECRET);
  const google = pairOf(env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET);
  return {
    ...(github ? { github: { ...github, ...authorizeAt("github") } } : {}),
    ...(google ? { google: { ...google, ...authorizeAt("google") } } : {}),
  };
}

export function isProviderSetUp(name: string): boolean {
  return name in socialProviders();
}

function pairOf(clientId: string | undefined, clientSecret: string | undefined) {
  // Otherwise a provider would be a side door while signing up is closed.
  return clientId && clientSecret
    ? { clientId, clientSecret, disableSignUp: env.DISABLE_SIGN_UP }
    : undefined;
}

const authorizeAt = (name: ProviderName) =>
  env.OAUTH_TEST_SERVER ? { authorizationEndpoint: `${env.OAUTH_TEST_SERVER}/${name}/authorize` } : {};

const PROVIDER_HOSTS = new Set(["github.com", "api.github.com", "oauth2.googleapis.com"]);

/**
 * For tests only, and only when OAUTH_TEST_SERVER is set: what Better Auth asks of GitHub and Google goes to a server
 * of this machine, below the name of the host, so that the providers' own code is tested too.
 */
export function reachProvidersOfTests(): void {
  const server = env.OAUTH_TEST_SERVER;
  if (server === undefined) return;
  const outside = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    if (!PROVIDER_HOSTS.has(url.hostname)) return outside(input, init);
    const there = `${server}/${url.hostname}${url.pathname}${url.search}`;
    return outside(input instanceof Request ? new Request(there, input) : there, init);
  };
}
