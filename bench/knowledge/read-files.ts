import { prepareFile } from "@/server/indexing/prepare-file";
import { listFolder } from "@/server/indexing/source/list-folder";
import type { MinedFile } from "@/server/knowledge/finding";

/** The files of a folder as the index publishes them: what it skips is not there, and secrets are taken out. */
export async function readFiles(root: string): Promise<MinedFile[]> {
  const { files } = await listFolder({ root, allowedParents: [root] });
  const mined: MinedFile[] = [];
  for (const file of files) {
    const prepared = await prepareFile({ file, knownHash: undefined }, { root });
    if (prepared.outcome !== "indexed") continue;
    const { path, language, content, symbols } = prepared;
    mined.push({ path, language, content, symbols });
  }
  return mined;
}
