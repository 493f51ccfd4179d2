import type { ServerBackup } from "./backup-server";
import type { ModelSeed } from "./seed-models";

/** A server, and how it is reached. */
export interface ServerOptions {
  /** What the product works as. */
  url: string;
  /** The owner of the schema, when `url` names a plain user. */
  migrationUrl: string | undefined;
  /** Default: `neon` for an address at neon.tech, else `pg`. */
  driver?: "pg" | "neon" | undefined;
  /** A WebSocket-to-TCP proxy of one's own, for the Neon driver. */
  neonProxyUrl?: string | undefined;
  /** The backup before migrations; none without it. */
  backup?: ServerBackup | undefined;
  /** The configured language models, written down after migrating. */
  models?: readonly ModelSeed[] | undefined;
}

/** Which driver reaches this address. */
export function driverOf({ url, driver }: Pick<ServerOptions, "url" | "driver">): "pg" | "neon" {
  return driver ?? (new URL(url).hostname.endsWith(".neon.tech") ? "neon" : "pg");
}

/** The address with one more option for its connections, as psql's `-c`; those that stand in it already are kept. */
export function withOption(url: string, option: string): string {
  const changed = new URL(url);
  const given = changed.searchParams.get("options");
  changed.searchParams.set("options", [...(given ? [given] : []), `-c ${option}`].join(" "));
  return changed.href;
}
