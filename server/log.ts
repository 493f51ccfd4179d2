import pino from "pino";
import { env } from "@/server/env";

/** One JSON line an event on standard output. Secrets never belong in it; known places of them are blotted out. */
export const log = pino({
  level: env.LOG_LEVEL,
  redact: {
    paths: [
      "*.password",
      "*.token",
      "*.secret",
      "*.apiKey",
      "*.credential",
      "headers.cookie",
      "headers.authorization",
    ],
    censor: "[redacted]",
  },
});
