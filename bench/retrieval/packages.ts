/**
 * Packages that ship the source people wrote, not only what a compiler made of it, and document it. All of them are
 * installed with the project. Tests, and translations of messages, are left out.
 */
export const packages: { name: string; folder: string }[] = [
  { name: "@better-auth/core", folder: "src" },
  { name: "@jridgewell/trace-mapping", folder: "src" },
  { name: "@noble/ciphers", folder: "src" },
  { name: "@noble/hashes", folder: "src" },
  { name: "@tanstack/query-core", folder: "src" },
  { name: "@tanstack/react-query", folder: "src" },
  { name: "@trpc/client", folder: "src" },
  { name: "@trpc/server", folder: "src" },
  { name: "enhanced-resolve", folder: "lib" },
  { name: "hast-util-to-html", folder: "lib" },
  { name: "luxon", folder: "src" },
  { name: "mdast-util-to-hast", folder: "lib" },
  { name: "onnxruntime-common", folder: "lib" },
  { name: "regex", folder: "src" },
  { name: "source-map", folder: "lib" },
  { name: "zod", folder: "src" },
];

export const isSource = (path: string): boolean =>
  /\.(ts|tsx|mts|js|mjs|jsx|cjs)$/.test(path) &&
  !/\.d\.[mc]?ts$/.test(path) &&
  !/(^|\/)(tests?|__tests__|benchmarks?|locales)\/|\.(test|spec|bench)\./.test(path);
