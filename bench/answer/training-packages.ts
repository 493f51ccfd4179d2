import type { SourceOf } from "../retrieval/index-packages";

/**
 * Packages to learn the order of quotation from: installed with the project, documented, and none of those that
 * bench/retrieval asks about. Of two builds of one source, one.
 */
export const trainingPackages: SourceOf[] = [
  { name: "@ai-sdk/provider-utils", folder: "src", only: /\.ts$/ },
  { name: "@reduxjs/toolkit", folder: "src", only: /\.tsx?$/ },
  { name: "entities", folder: "src", only: /\.ts$/ },
  { name: "immer", folder: "src", only: /\.ts$/ },
  { name: "redux", folder: "src", only: /\.ts$/ },
  {
    name: "es-toolkit",
    folder: "dist",
    only: /^(array|function|math|object|predicate|promise|string|util|map|set|iterator)\/.*\.mjs$/,
  },
  { name: "fast-check", folder: "lib", only: /^fast-check\.js$/ },
  { name: "micromark-core-commonmark", folder: "dev/lib", only: /\.js$/ },
  { name: "micromark", folder: "dev/lib", only: /\.js$/ },
  { name: "mdast-util-to-markdown", folder: "lib", only: /\.js$/ },
  { name: "mdast-util-from-markdown", folder: "dev/lib", only: /\.js$/ },
  { name: "mdast-util-mdx-jsx", folder: "lib", only: /\.js$/ },
  { name: "hast-util-raw", folder: "lib", only: /\.js$/ },
  { name: "unified", folder: "lib", only: /\.js$/ },
  { name: "vfile", folder: "lib", only: /\.js$/ },
  { name: "ws", folder: "lib", only: /\.js$/ },
  { name: "@simplewebauthn/server", folder: "esm", only: /\.js$/ },
  { name: "tapable", folder: "lib", only: /\.js$/ },
  { name: "@base-ui/utils", folder: ".", only: /\.mjs$/ },
  { name: "cron-parser", folder: "dist", only: /\.js$/ },
  { name: "@huggingface/tokenizers", folder: "dist", only: /tokenizers\.mjs$/ },
  { name: "@opentelemetry/core", folder: "dist", only: /\.mjs$/ },
];
