import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface Secrets {
  /** Signs sessions and tokens. */
  BETTER_AUTH_SECRET: string;
  /** Encrypts stored credentials. */
  ENCRYPTION_KEY: string;
}

/**
 * The two keys: from the environment, else from `secrets.json` in the data directory, which the first start writes
 * (mode 0600). With a remote database they must be given, because another machine could not read this one's file.
 */
export function readSecrets(options: {
  dataDir: string;
  isEmbedded: boolean;
  given: { [key in keyof Secrets]?: string | undefined };
}): Secrets {
  const { BETTER_AUTH_SECRET, ENCRYPTION_KEY } = options.given;
  if (BETTER_AUTH_SECRET !== undefined && ENCRYPTION_KEY !== undefined)
    return { BETTER_AUTH_SECRET, ENCRYPTION_KEY };
  if (!options.isEmbedded) {
    throw new Error(
      "With a remote DATABASE_URL, BETTER_AUTH_SECRET and ENCRYPTION_KEY must be set, the same on every machine. " +
        "Make each with: openssl rand -base64 32",
    );
  }
  const kept = keptSecrets(path.join(options.dataDir, "secrets.json"));
  return {
    BETTER_AUTH_SECRET: BETTER_AUTH_SECRET ?? kept.BETTER_AUTH_SECRET,
    ENCRYPTION_KEY: ENCRYPTION_KEY ?? kept.ENCRYPTION_KEY,
  };
}

function keptSecrets(file: string): Secrets {
  const found = readSecretsFile(file);
  if (found) return found;
  mkdirSync(path.dirname(file), { recursive: true });
  const fresh: Secrets = {
    BETTER_AUTH_SECRET: randomBytes(32).toString("base64"),
    ENCRYPTION_KEY: randomBytes(32).toString("base64"),
  };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
  try {
    // Of two processes that start at once, the first link wins and both use its keys.
    linkSync(draft, file);
    return fresh;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return readSecretsFile(file) ?? fresh;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readSecretsFile(file: string): Secrets | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const value: unknown = JSON.parse(text);
  if (
    typeof value === "object" &&
    value !== null &&
    "BETTER_AUTH_SECRET" in value &&
    "ENCRYPTION_KEY" in value &&
    typeof value.BETTER_AUTH_SECRET === "string" &&
    typeof value.ENCRYPTION_KEY === "string"
  ) {
    return { BETTER_AUTH_SECRET: value.BETTER_AUTH_SECRET, ENCRYPTION_KEY: value.ENCRYPTION_KEY };
  }
  throw new Error(
    `${file} does not hold both keys. Put the backup of it back: without the old keys, nobody stays signed in.`,
  );
}
