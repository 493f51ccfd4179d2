const MAX_LENGTH = 200;

/**
 * A request's path as it may stand in a log: without its query, where tokens and searches travel, and without what
 * follows an endpoint of authentication, where links of mails carry theirs.
 */
export function describePath(url: string): string {
  const path = (url.split(/[?#]/, 1)[0] ?? "").slice(0, MAX_LENGTH);
  const authentication = /^\/api\/auth(\/[a-z-]+)?/.exec(path)?.[0];
  return authentication ?? path;
}

const KINDS: [RegExp, string][] = [
  [/^\/api\/trpc\//, "trpc"],
  [/^\/api\/auth\//, "auth"],
  [/^\/api\//, "api"],
  [/^\/_next\//, "static"],
  [/^\/(health|ready|metrics)$/, "operation"],
];

/** What a request asks for, as a label of few values. */
export function kindOf(url: string): string {
  const path = describePath(url);
  return KINDS.find(([pattern]) => pattern.test(path))?.[1] ?? "page";
}
