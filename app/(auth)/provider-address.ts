/** Where an answer of Better Auth sends the browser to sign in with somebody else; only ever a web page. */
export function providerAddress(data: unknown): string | undefined {
  const url = typeof data === "object" && data !== null && "url" in data ? data.url : undefined;
  return typeof url === "string" && /^https?:\/\//.test(url) ? url : undefined;
}
