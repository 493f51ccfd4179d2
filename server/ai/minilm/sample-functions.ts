import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Real functions out of installed packages, written as chunks are for embedding; the same ones each time. */
export function sampleFunctions(count: number): string[] {
  const found: string[] = [];
  for (const folder of ["pg/lib", "zod/v4/core", "piscina/dist", "drizzle-orm"]) {
    const root = path.join("node_modules", folder);
    for (const file of readdirSync(root, { recursive: true, encoding: "utf8" }).sort()) {
      if (!file.endsWith(".js")) continue;
      const source = readFileSync(path.join(root, file), "utf8");
      for (const [text, name] of source.matchAll(
        /^(?:export )?(?:async )?function (\w+)\([^)]*\) \{\n[\s\S]*?\n\}/gm,
      )) {
        if (text.length > 120) found.push(`${name}. ${folder}/${file}. ${text}`);
      }
    }
  }
  // Spread over all folders, so that the sample is not one file's.
  const step = Math.max(1, Math.floor(found.length / count));
  return found.filter((_, i) => i % step === 0).slice(0, count);
}
