import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Refusal, root } from "./project.mjs";
import { lastLines, runNode } from "./run-node.mjs";

const stampFile = path.join(root, ".next", "carrel-build");

// Everything the built app is made from. Tests, tools and documents are not.
const folders = ["app", "server", "db", "drizzle", "public"];
const rootFiles =
  /^(package-lock\.json|tsconfig\.json|(next|postcss)\.config\.(ts|mjs|js)|(instrumentation|instrumentation-client|proxy)\.ts|\.env.*)$/;

/** Builds the app unless the last build was made from the same sources. Returns a line to say, or null. */
export async function buildIfChanged() {
  const stamp = sourceStamp();
  const isBuilt = existsSync(path.join(root, ".next", "BUILD_ID"));
  if (isBuilt && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return null;
  rmSync(stampFile, { force: true });
  const next = path.join(root, "node_modules", "next", "dist", "bin", "next");
  const { code, output } = await runNode([next, "build"], { quiet: true, env: { NODE_ENV: "production" } });
  if (code !== 0) {
    throw new Refusal(
      `The app could not be built (next build ended with ${code}):\n\n${lastLines(output, 40)}`,
    );
  }
  writeFileSync(stampFile, stamp);
  return "Built";
}

/** A hash over names and contents, because times lie after a checkout or a copy. */
function sourceStamp() {
  const hash = createHash("sha256");
  const files = readdirSync(root).filter((name) => rootFiles.test(name));
  for (const folder of folders) files.push(...listFiles(folder));
  for (const file of files.sort()) {
    hash.update(`${file}\0`).update(
      createHash("sha256")
        .update(readFileSync(path.join(root, file)))
        .digest(),
    );
  }
  return hash.digest("hex");
}

function listFiles(folder) {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return listFiles(name);
    return entry.isFile() && !/\.test\.tsx?$/.test(entry.name) ? [name] : [];
  });
}
