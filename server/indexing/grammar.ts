/**
 * What the node types of each tree-sitter grammar mean to the chunker. Every list holds node type names.
 * A type in no list is walked through without a thought.
 */
export interface Grammar {
  /** The file is `tree-sitter-<wasm>.wasm`. */
  wasm: string;
  /** Comments and attributes, which belong to what follows them. */
  leading: string[];
  /** Nodes whose start is the start of the declaration inside them. */
  wrappers: string[];
  /** Functions and methods. */
  functions: string[];
  /** Functions without a body, kept when documented or when an overload of what follows. */
  signatures?: string[];
  /** A function counts only with a body (interfaces, abstract classes). */
  bodied?: true;
  /** Functions only from so many lines on. */
  minLines?: Record<string, number>;
  /** Node type → kind: named, and walked into. */
  containers: Record<string, string>;
  /** Node type → kind: named, and not walked into. */
  leaves: Record<string, string>;
  /** A name with a value, which may be a function. */
  bindings: string[];
  /** Functions without a name of their own. */
  anonymous: string[];
  /** Where no declaration can stand: not walked into. */
  skipped: string[];
  /** Namespaces without braces, which hold for the rest of the file. */
  fileScopes?: string[];
}
