const loopbackHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * The origins from which a browser may sign in and change things: the configured address, the other names of this
 * machine when it is a loopback one, and what the operator adds.
 */
export function trustedOrigins(baseUrl: string, added: readonly string[]): string[] {
  const base = new URL(baseUrl);
  const origins = new Set([base.origin, ...added.map((origin) => new URL(origin).origin)]);
  if (loopbackHosts.has(base.hostname)) {
    for (const host of loopbackHosts)
      origins.add(`${base.protocol}//${host}${base.port === "" ? "" : `:${base.port}`}`);
  }
  return [...origins];
}
