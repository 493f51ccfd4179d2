import superjson, { type SuperJSONResult } from "superjson";

/**
 * Superjson, with a quick way for what answers are nearly always made of: plain objects and arrays of texts, finite
 * numbers, booleans, null, undefined and dates, none of them twice. It writes what superjson writes, in a fifth of the
 * time; whatever is unusual is superjson's own.
 */
export const transformer = {
  serialize: (value: unknown): SuperJSONResult => serializeUsual(value) ?? superjson.serialize(value),
  deserialize: <T = unknown>(payload: SuperJSONResult): T => superjson.deserialize<T>(payload),
};

interface Walk {
  /** Where something stands that JSON has no word for, and what it is. */
  values: Record<string, ["Date" | "undefined"]>;
  hasValues: boolean;
  seen: Set<object>;
  isUsual: boolean;
}

type Json = SuperJSONResult["json"];

/** Undefined when something in the value is unusual. */
function serializeUsual(value: unknown): SuperJSONResult | undefined {
  if (typeof value !== "object" || value === null || value instanceof Date) return undefined;
  const walk: Walk = { values: {}, hasValues: false, seen: new Set(), isUsual: true };
  const json = copy(value, "", walk);
  if (!walk.isUsual) return undefined;
  return walk.hasValues ? { json, meta: { values: walk.values, v: 1 } } : { json };
}

function copy(value: unknown, path: string, walk: Walk): Json {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      // -0 is none of JSON's either.
      return Number.isFinite(value) && !Object.is(value, -0) ? value : giveUp(walk);
    case "undefined":
      return annotate(walk, path, "undefined", null);
    case "object":
      return value === null ? null : copyObject(value, path, walk);
    default:
      return giveUp(walk);
  }
}

function copyObject(value: object, path: string, walk: Walk): Json {
  // The same object twice stays the same one for whoever reads it, and one within itself has no end: superjson's matter.
  if (walk.seen.has(value)) return giveUp(walk);
  walk.seen.add(value);
  if (Array.isArray(value)) return value.map((one, index) => copy(one, below(path, String(index)), walk));
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Date.prototype && value instanceof Date) {
    return Number.isNaN(value.getTime()) ? giveUp(walk) : annotate(walk, path, "Date", value.toISOString());
  }
  if (prototype !== Object.prototype) return giveUp(walk);
  const copied: Record<string, Json> = {};
  for (const [key, one] of Object.entries(value)) {
    if (!/^\w+$/.test(key) || UNUSUAL_KEYS.has(key)) return giveUp(walk);
    copied[key] = copy(one, below(path, key), walk);
    if (!walk.isUsual) return null;
  }
  return copied;
}

// Superjson refuses them.
const UNUSUAL_KEYS = new Set(["__proto__", "constructor", "prototype"]);

const below = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

function annotate(walk: Walk, path: string, what: "Date" | "undefined", json: Json): Json {
  walk.values[path] = [what];
  walk.hasValues = true;
  return json;
}

function giveUp(walk: Walk): null {
  walk.isUsual = false;
  return null;
}
