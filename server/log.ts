import pino from "pino";
import { env } from "@/server/env";
import { makeScrubber, redactFields } from "./operation/redact";
import { currentRequest } from "./operation/request-scope";

/** Blots out what no log may hold: every key of the configuration, and whatever looks like a credential. */
export const scrub = makeScrubber([
  env.BETTER_AUTH_SECRET,
  env.ENCRYPTION_KEY,
  env.GITHUB_CLIENT_SECRET,
  env.GOOGLE_CLIENT_SECRET,
  env.EMBEDDING_API_KEY,
  env.CHAT_API_KEY,
  env.METRICS_TOKEN,
  passwordOf(env.SMTP_URL),
  passwordOf(env.DATABASE_URL),
  passwordOf(env.DATABASE_MIGRATION_URL),
  passwordOf(env.BACKUP_DATABASE_URL),
]);

/**
 * One JSON line an event on standard output, with the request it belongs to. Secrets never belong in it; what slips in
 * all the same is blotted out, by the names of fields and once more in the finished line.
 */
export const log = pino({
  level: env.LOG_LEVEL,
  mixin() {
    const request = currentRequest();
    if (!request) return {};
    const { requestId, organizationId, userId } = request;
    return {
      requestId,
      ...(organizationId === undefined ? {} : { organizationId }),
      ...(userId === undefined ? {} : { userId }),
    };
  },
  formatters: { log: (fields) => redactFields(fields) as Record<string, unknown> },
  hooks: { streamWrite: scrub },
});

function passwordOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return decodeURIComponent(new URL(url).password) || undefined;
}
