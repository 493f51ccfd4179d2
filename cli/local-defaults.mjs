import os from "node:os";
import { isLoopback } from "./address.mjs";
import { readVariable } from "./project.mjs";

/** People on this machine may index their own folders; a server that others reach needs the operator's word. */
export function localSources(host) {
  const home = os.homedir();
  // Set to nothing means nothing: only a variable that nobody mentioned is ours to fill.
  const isSet = process.env.LOCAL_SOURCES !== undefined || readVariable("LOCAL_SOURCES") !== undefined;
  if (!isLoopback(host) || isSet || home === "/") return {};
  console.log(`Folders under ${home} may be added as repositories (LOCAL_SOURCES changes that).`);
  return { LOCAL_SOURCES: home };
}

/** Links in mails name the address that was really taken, unless the operator knows a better one. */
export function ownAddress(url) {
  return readVariable("BETTER_AUTH_URL") === undefined ? { BETTER_AUTH_URL: url } : {};
}
