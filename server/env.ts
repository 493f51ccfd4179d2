import "server-only";
import path from "node:path";
import { z } from "zod";
import { modelProviders } from "../db/schema/ai-model";
import { readS3Settings } from "./blob/read-s3-settings";
import { readChatModels } from "./model/read-chat-models";
import { readSecrets } from "./secrets";

const flag = z.enum(["true", "false", "1", "0", ""]).transform((value) => value === "true" || value === "1");
const list = z.string().transform((value) =>
  value
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter(Boolean),
);
const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http or https address" });
// Dollars for a million tokens of input, of output and, where it differs, of cached input.
const price = z
  .string()
  .regex(/^\d{1,4}(\.\d{1,6})?(\/\d{1,4}(\.\d{1,6})?){1,2}$/, "must look like 2.50/10 or 2.50/10/0.25");

const environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: z
    .string()
    .regex(/^(pglite:|postgres(ql)?:\/\/)/, "must begin with pglite: or postgres://")
    .optional(),
  DATABASE_MIGRATION_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
    .optional(),
  BACKUP_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
    .optional(),
  BACKUP_BEFORE_MIGRATING: z.enum(["on", "required", "off"]).default("on"),
  DATABASE_DRIVER: z.enum(["pg", "neon"]).optional(),
  NEON_PROXY_URL: z.url({ protocol: /^wss?$/, error: "must begin with ws:// or wss://" }).optional(),
  BETTER_AUTH_SECRET: z.string().min(32, "needs at least 32 characters").optional(),
  ENCRYPTION_KEY: z.string().min(32, "needs at least 32 characters").optional(),
  ENCRYPTION_KEYS_OLD: list.default([]),
  BETTER_AUTH_URL: httpUrl.default("http://localhost:3000"),
  TRUSTED_ORIGINS: list.default([]),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  OAUTH_TEST_SERVER: z
    .string()
    .regex(/^http:\/\/127\.0\.0\.1:\d+$/, "is for tests only, and must be http://127.0.0.1:PORT")
    .optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must begin with smtp:// or smtps://" }).optional(),
  MAIL_FROM: z.string().optional(),
  BLOB_S3_ENDPOINT: httpUrl.optional(),
  BLOB_S3_BUCKET: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      "must be the name of a bucket: small letters, digits, . and -",
    )
    .optional(),
  BLOB_S3_REGION: z.string().optional(),
  BLOB_S3_ACCESS_KEY_ID: z.string().optional(),
  BLOB_S3_SECRET_ACCESS_KEY: z.string().optional(),
  LOCAL_SOURCES: list.default([]),
  PATH: z.string().default("/usr/local/bin:/usr/bin:/bin"),
  GIT_CA_FILE: z.string().optional(),
  GIT_PRIVATE_HOSTS: list.default([]),
  WORKER: z.enum(["inside", "off"]).default("inside"),
  INDEX_THREADS: z.coerce.number().int().min(1).max(32).optional(),
  EMBEDDING_MODEL_DIR: z.string().optional(),
  MODEL_CACHE_DIR: z.string().optional(),
  EMBEDDING_BASE_URL: httpUrl.optional(),
  EMBEDDING_API_KEY: z.string().optional(),
  EMBEDDING_MODEL: z.string().optional(),
  EMBEDDING_DIMENSIONS: z.coerce.number().int().positive().optional(),
  EMBEDDING_MATRYOSHKA: flag.default(false),
  EMBEDDING_PREVIOUS_BASE_URL: httpUrl.optional(),
  EMBEDDING_PREVIOUS_API_KEY: z.string().optional(),
  EMBEDDING_PREVIOUS_MODEL: z.string().optional(),
  EMBEDDING_PREVIOUS_DIMENSIONS: z.coerce.number().int().positive().optional(),
  CHAT_PROVIDER: z.enum(modelProviders).default("openai-compatible"),
  CHAT_BASE_URL: httpUrl.optional(),
  CHAT_API_KEY: z.string().optional(),
  CHAT_MODEL: z.string().optional(),
  CHAT_PRICE: price.optional(),
  CHAT_SMALL_MODEL: z.string().optional(),
  CHAT_SMALL_PRICE: price.optional(),
  CHAT_CONTEXT_WINDOW: z.coerce.number().int().min(2_000).optional(),
  CHAT_MAX_OUTPUT_TOKENS: z.coerce.number().int().min(64).optional(),
  DEFAULT_PLAN: z.enum(["free", "pro", "enterprise"]).default("free"),
  DISABLE_SIGN_UP: flag.default(false),
  STOP_DELAY_SECONDS: z.coerce.number().min(0).max(60).default(0),
  METRICS_TOKEN: z.string().min(16, "needs at least 16 characters").optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  OTEL_SERVICE_NAME: z.string().default("carrel"),
  RATE_LIMIT: z.enum(["on", "off"]).default("on"),
  SEARCH_MEMORY_MIB: z.coerce.number().int().min(0).max(4_096).default(128),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

/** The configuration of this process, read once. Everything else takes it from here: lint bans `process.env` elsewhere. */
export const env = readEnvironment();

function readEnvironment() {
  // An empty variable is one that was not set: `.env` files and compose write them that way.
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new Error(`The configuration is not right: ${problems.join("; ")}. See .env.example.`);
  }
  const values = parsed.data;
  if (values.SMTP_URL !== undefined && values.MAIL_FROM === undefined) {
    throw new Error(
      "The configuration is not right: SMTP_URL needs MAIL_FROM, the sender of mails. See .env.example.",
    );
  }
  const dataDir = path.resolve(values.DATA_DIR);
  const url = values.DATABASE_URL ?? `pglite:${dataDir}`;
  const isEmbedded = url.startsWith("pglite:");
  return {
    ...values,
    ...readSecrets({ dataDir, isEmbedded, given: values }),
    BLOB_S3: readS3Settings(values),
    CHAT_MODELS: readChatModels(values),
    DATA_DIR: dataDir,
    DATABASE_URL:
      isEmbedded && !url.startsWith("pglite:memory:") ? `pglite:${path.resolve(url.slice(7))}` : url,
  };
}
