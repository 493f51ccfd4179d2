import path from "node:path";
import type { Package } from "./read-package.ts";
import { readXml } from "./read-xml.ts";

/** Where the relations of a part lead, by their ids. What leads out of the file is left out. */
export function readRelations(file: Package, part: string): Map<string, string> {
  const folder = path.posix.dirname(part);
  const xml = file.readXml(`${folder}/_rels/${path.posix.basename(part)}.rels`);
  const relations = new Map<string, string>();
  if (xml === undefined) return relations;
  readXml(xml, {
    open: (name, attribute) => {
      const [id, target] = [attribute("Id"), attribute("Target")];
      if (name !== "Relationship" || id === undefined || target === undefined) return;
      if (attribute("TargetMode") === "External") return;
      relations.set(id, target.startsWith("/") ? target.slice(1) : path.posix.join(folder, target));
    },
  });
  return relations;
}
