const byEnding: Record<string, string> = {
  ...{ ts: "ts", mts: "ts", cts: "ts", tsx: "tsx", js: "js", mjs: "js", cjs: "js", jsx: "jsx" },
  ...{ py: "py", go: "go", rs: "rust", java: "java", kt: "kotlin", rb: "ruby", php: "php", cs: "csharp" },
  ...{
    c: "c",
    h: "c",
    cc: "cpp",
    cpp: "cpp",
    hpp: "cpp",
    swift: "swift",
    sh: "bash",
    sql: "sql",
    css: "css",
  },
  ...{ html: "html", json: "json", yaml: "yaml", yml: "yaml", toml: "toml", md: "markdown", mdx: "markdown" },
};

/** How a file is coloured, by its ending alone; null stays plain. */
export const languageOf = (path: string): string | null =>
  byEnding[path.slice(path.lastIndexOf(".") + 1).toLowerCase()] ?? null;
