import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "@/server/env";
import { isLoopbackHost } from "./loopback";
import { currentRequest } from "./request-scope";

/**
 * Whether a request may read figures of the whole installation. With METRICS_TOKEN: whoever sends it as a bearer token,
 * and nobody else. Without: whoever is on this machine, which is only believed where nothing speaks for a proxy: the
 * connection is a loopback one, no header of a proxy came with it, it names a loopback host, and people reach Carrel
 * itself at a loopback address. A proxy on the same machine connects from loopback for everybody.
 */
export function mayLookInside(request: Request): boolean {
  if (env.METRICS_TOKEN !== undefined) {
    const given = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
    return given !== undefined && isSame(given, env.METRICS_TOKEN);
  }
  const host = request.headers.get("host") ?? "";
  return (
    currentRequest()?.isDirect === true &&
    isLoopbackHost(new URL(env.BETTER_AUTH_URL).hostname) &&
    URL.canParse(`http://${host}`) &&
    isLoopbackHost(new URL(`http://${host}`).hostname)
  );
}

/** Compares hashes, which have one length, in constant time. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(hash(one), hash(other));

const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
