import type { FindingCollector } from "./collect-findings.ts";
import type { Argument, Call, Span } from "./facts.ts";
import type { MinedRepository, ReadFile } from "./repository.ts";

interface Route {
  method: string;
  path: string;
  span: Span;
  /** Asked for through a test client or recorder. */
  isRequest: boolean;
}

/** The addresses that the code declares, and those that tests ask for. */
export function detectRoutes({ testCode, sources }: MinedRepository, found: FindingCollector): void {
  for (const read of sources) for (const route of routesOf(read, false)) add(read, route);
  for (const read of testCode) for (const route of routesOf(read, true)) add(read, route);

  function add({ file }: ReadFile, { method, path, span }: Route): void {
    found.add("routes", `${method} ${path}`, { file, span });
  }
}

export function routesOf({ file, facts }: ReadFile, isTest: boolean): Route[] {
  const marked = facts.marks.flatMap(({ name, args, at }) => ofMark(name, args, at));
  const called = facts.calls.flatMap((call): Route[] => {
    switch (file.language) {
      case "py":
        return ofPython(call, facts.importOf(/^django\b/) !== undefined, isTest);
      case "go":
        return ofGo(call);
      case "java":
        return ofJava(call, facts.importOf(/MockMvc/) !== undefined);
      default:
        return ofJavaScript(call, isTest);
    }
  });
  return [...marked, ...called];
}

const methodNames = /^(get|post|put|patch|delete|head|options)$/i;
const clients =
  /^(axios|http|https|client|request|fetch|\$http|api|got|ky|superagent|localStorage|cache|map|params|headers|redis)$/i;
const route = (method: string, path: string, span: Span, isRequest: boolean): Route[] => [
  { method: method.toUpperCase(), path, span, isRequest },
];

function ofJavaScript({ path, args, at }: Call, isTest: boolean): Route[] {
  const segments = path.split(".");
  const last = segments.at(-1) ?? "";
  const [first] = args;
  if (last === "inject" && isTest) {
    const asked = first?.properties;
    const target = first?.text ?? asked?.get("url") ?? asked?.get("path");
    return target === undefined ? [] : route(asked?.get("method") ?? "GET", pathOf(target), at, true);
  }
  if (/^(page\.goto|cy\.visit|cy\.request)$/.test(path) && first?.text)
    return route("GET", pathOf(first.text), at, false);
  if (last === "route" && first?.properties?.has("url"))
    return route(first.properties.get("method") ?? "ANY", first.properties.get("url") ?? "", at, false);
  if (!methodNames.test(last) && last !== "all") return [];
  if (segments.length < 2 || first?.text === undefined || !/^[/*]/.test(first.text)) return [];
  const receiver = segments.at(-2) ?? "";
  if (/^(request|supertest|agent)\(\)$/.test(receiver) || (isTest && receiver === "agent"))
    return route(last, pathOf(first.text), at, true);
  const declares = args.length > 1 && !clients.test(receiver) && args.at(-1)?.properties === undefined;
  return declares ? route(last === "all" ? "ANY" : last, first.text, at, false) : [];
}

function ofPython({ path, args, at }: Call, isDjango: boolean, isTest: boolean): Route[] {
  const last = path.slice(path.lastIndexOf(".") + 1);
  const first = args[0]?.text;
  if (first === undefined) return [];
  if (isDjango && /^(url|path|re_path)$/.test(path) && args.length > 1)
    return route("ANY", `/${first.replace(/^\^|\$$/g, "").replace(/^\//, "")}`, at, false);
  const receiver = path.split(".").at(-2) ?? "";
  const isClient = /client(\(\))?$/i.test(receiver);
  return isTest && isClient && methodNames.test(last) && /^(\/|https?:)/.test(first)
    ? route(last, pathOf(first), at, true)
    : [];
}

function ofGo({ path, args, at }: Call): Route[] {
  const [first, second] = args.map(({ text }) => text);
  if (/^(http|httptest)\.NewRequest(WithContext)?$/.test(path)) {
    const [method, target] = path.endsWith("Context") ? [second, args[2]?.text] : [first, second];
    return method !== undefined && target !== undefined
      ? route(method || "GET", pathOf(target), at, true)
      : [];
  }
  const last = path.slice(path.lastIndexOf(".") + 1);
  if (first === undefined || args.length < 2) return [];
  const pattern = /^(?:([A-Z]+) )?(\/.*)$/.exec(first);
  if (/^(HandleFunc|Handle)$/.test(last) && pattern)
    return route(pattern[1] ?? "ANY", pattern[2] ?? "", at, false);
  return methodNames.test(last) && /^[A-Z]/.test(last) && first.startsWith("/")
    ? route(last, first, at, false)
    : [];
}

function ofJava({ path, args, at }: Call, isMocked: boolean): Route[] {
  const first = args[0]?.text;
  return isMocked && methodNames.test(path.replace(/^MockMvcRequestBuilders\./, "")) && first?.startsWith("/")
    ? route(path.slice(path.lastIndexOf(".") + 1), first, at, true)
    : [];
}

/** Decorators and annotations: `@app.route("/a", methods=["POST"])`, `@GetMapping("/a")`. */
function ofMark(name: string, args: Argument[], at: Span): Route[] {
  const last = name.slice(name.lastIndexOf(".") + 1);
  const properties = new Map(args.flatMap((arg) => [...(arg.properties ?? [])]));
  const target = args[0]?.text ?? properties.get("value") ?? properties.get("path");
  const mapping = /^(Get|Post|Put|Patch|Delete|Request)Mapping$/.exec(last)?.[1];
  if (mapping && target !== undefined)
    return route(mapping === "Request" ? "ANY" : mapping, target, at, false);
  if (target === undefined || !target.startsWith("/") || !name.includes(".")) return [];
  if (last === "route") {
    const methods = properties.get("methods")?.match(/[A-Z]+/g) ?? ["GET"];
    return methods.flatMap((method) => route(method, target, at, false));
  }
  return methodNames.test(last) ? route(last, target, at, false) : [];
}

/** An address by its path: `https://example.com/foo` is `/foo`. */
function pathOf(target: string): string {
  const path = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "");
  return path.startsWith("/") ? path : `/${path}`;
}
