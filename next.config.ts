import type { NextConfig } from "next";

const config: NextConfig = {
  // Native modules, WebAssembly, and files that worker threads run from source.
  serverExternalPackages: [
    "@electric-sql/pglite",
    "@electric-sql/pglite-pgvector",
    "@huggingface/tokenizers",
    "@opentelemetry/api",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace",
    "@secretlint/secretlint-rule-preset-recommend",
    "@vscode/tree-sitter-wasm",
    "nodemailer",
    "onnxruntime-node",
    "pg",
    "pg-boss",
    "pino",
    "piscina",
    "prom-client",
  ],
  // `npm test` and CI check types and lint on their own.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
};

export default config;
