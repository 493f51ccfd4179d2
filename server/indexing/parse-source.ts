import { createRequire } from "node:module";
import path from "node:path";
import type * as TreeSitter from "@vscode/tree-sitter-wasm";

const require = createRequire(import.meta.url);
const enginePath = require.resolve("@vscode/tree-sitter-wasm");

interface Engine {
  TreeSitter: typeof TreeSitter;
  parser: TreeSitter.Parser;
  languages: Map<string, Promise<TreeSitter.Language>>;
}

let loading: Promise<Engine> | undefined;

/**
 * Parses `content`, hands the tree to `read`, and frees it: trees live in WebAssembly memory, which nothing collects.
 * Positions in the tree are UTF-16 code units. Undefined when parsing takes longer than `limitMs`.
 */
export async function parseSource<Result>(
  source: { wasm: string; content: string; limitMs: number },
  read: (tree: TreeSitter.Tree, language: TreeSitter.Language) => Result,
): Promise<Result | undefined> {
  loading ??= loadEngine();
  const engine = await loading;
  const language = await loadLanguage(engine, source.wasm);
  let tree: TreeSitter.Tree | null = null;
  try {
    tree = parseWithin(engine.parser, language, source);
    return tree ? read(tree, language) : undefined;
  } catch (cause) {
    // A trap (out of memory, a full stack, a fault in a scanner) leaves the instance unusable: take a new one.
    if (cause instanceof WebAssembly.RuntimeError || cause instanceof RangeError) {
      loading = undefined;
      tree = null;
      return undefined;
    }
    throw cause;
  } finally {
    tree?.delete();
  }
}

function parseWithin(
  parser: TreeSitter.Parser,
  language: TreeSitter.Language,
  { content, limitMs }: { content: string; limitMs: number },
): TreeSitter.Tree | null {
  // Also makes a parser forget a file that it was stopped in.
  parser.setLanguage(language);
  const deadline = performance.now() + limitMs;
  return parser.parse(
    // The engine copies at most 5,119 code units at a time; a longer slice would only be measured and cut.
    (index) => content.slice(index, index + 5000),
    null,
    { progressCallback: () => performance.now() > deadline },
  );
}

function loadLanguage(engine: Engine, wasm: string): Promise<TreeSitter.Language> {
  const known = engine.languages.get(wasm);
  if (known) return known;
  const language = engine.TreeSitter.Language.load(
    path.join(path.dirname(enginePath), `tree-sitter-${wasm}.wasm`),
  );
  engine.languages.set(wasm, language);
  return language;
}

async function loadEngine(): Promise<Engine> {
  delete require.cache[enginePath];
  const engine: typeof TreeSitter = require(enginePath);
  await engine.Parser.init();
  return { TreeSitter: engine, parser: new engine.Parser(), languages: new Map() };
}
