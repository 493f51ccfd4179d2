import { bad, type Finding, good, warning } from "./finding";

/** `mode` is the file's, as stat gives it; undefined when there is no such file. */
export function judgeSecrets(secrets: {
  file: string;
  mode: number | undefined;
  isReadable: boolean;
  hasKeys: boolean;
  isEmbedded: boolean;
}): Finding {
  const { file, mode, isReadable, hasKeys, isEmbedded } = secrets;
  if (hasKeys) return good("The keys come from the environment");
  if (!isEmbedded) {
    return bad(
      "BETTER_AUTH_SECRET and ENCRYPTION_KEY are not set, though the database is a server",
      "Set both, the same on every machine. Make each with: openssl rand -base64 32",
    );
  }
  if (mode === undefined) return good(`The first start will write the keys to ${file}`);
  if (!isReadable)
    return bad(
      `${file} does not hold both keys`,
      "Put the backup of it back; a new one would lock out credentials.",
    );
  if ((mode & 0o077) !== 0) {
    return bad(`${file} can be read by others (mode ${(mode & 0o777).toString(8)})`, `chmod 600 ${file}`);
  }
  return good(`The keys lie in ${file}, readable by this user only`);
}

export function judgeAddress(url: string): Finding {
  const { protocol, hostname } = new URL(url);
  const isLoopback = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  if (protocol === "https:" || isLoopback) return good(`People reach Carrel at ${url}`);
  return warning(
    `BETTER_AUTH_URL is ${url}, and passwords would cross the network in the clear`,
    "Put a proxy with a certificate in front, and set BETTER_AUTH_URL to its https address.",
  );
}

/** `missing` are entries of LOCAL_SOURCES that are no folder. */
export function judgeSources(folders: string[], missing: string[]): Finding {
  if (missing.length > 0) {
    return warning(
      `LOCAL_SOURCES names what is no folder here: ${missing.join(", ")}`,
      "Correct the path, or leave it out: nothing in it can be indexed.",
    );
  }
  return good(
    folders.length > 0
      ? `Folders below ${folders.join(", ")} may be indexed`
      : "No folder of this machine may be indexed",
  );
}
