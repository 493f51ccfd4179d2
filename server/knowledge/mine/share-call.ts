import type { Argument, Call } from "./facts.ts";

const MOST_PATHS = 50_000;
const paths = new Map<string, string>();
const argumentLists = new Map<string, Argument[]>();

/**
 * The same call in less memory: a large repository has millions, most of them of few paths and with arguments of which
 * nothing is known but that they are there. These are shared, and so nobody may change them.
 */
export function shareCall(call: Call): Call {
  return { ...call, path: sharedPath(call.path), args: sharedArguments(call.args) };
}

function sharedPath(path: string): string {
  const known = paths.get(path);
  if (known !== undefined) return known;
  // The next repository has other paths.
  if (paths.size >= MOST_PATHS) paths.clear();
  paths.set(path, path);
  return path;
}

function sharedArguments(args: Argument[]): Argument[] {
  if (args.some(({ text, properties }) => text !== undefined || properties !== undefined)) return args;
  const key = args.map(({ isFunction }) => (isFunction ? "f" : "-")).join("");
  if (key.length > 4) return args;
  const known = argumentLists.get(key);
  if (known) return known;
  argumentLists.set(key, args);
  return args;
}
