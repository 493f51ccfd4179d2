import { indexed, makeFolder } from "./index-folder";
import { signUp } from "./sign-up";

export const vitestFile = (name: string) =>
  `import { expect, test } from "vitest";\ntest("${name}", () => {\n  expect(1).toBe(1);\n});\n`;
export const jestFile = (name: string) => vitestFile(name).replace('"vitest"', '"@jest/globals"');

export type MinedShop = Awaited<ReturnType<typeof mineShop>>;

/** A person's small repository with tests, indexed and mined. */
export async function mineShop() {
  const ada = await signUp("Ada");
  const folder = makeFolder("knowledge", {
    "package.json": '{ "scripts": { "test": "vitest run" } }\n',
    "src/cart.ts": "export function total() {}\n",
    "src/ship.ts": "export function ship() {}\n",
    "src/cart.test.ts": vitestFile("total"),
    "src/more.test.ts": vitestFile("more"),
  });
  const { id: repositoryId } = await ada.api.repository.createFromFolder({ name: "shop", path: folder.root });

  /** Waits until what is published has been mined. */
  async function mined() {
    const endMs = Date.now() + 30_000;
    for (;;) {
      const status = await ada.api.knowledge.status({ repositoryId });
      if (!status.isBehind) return status;
      if (Date.now() > endMs) throw new Error(`Nothing was mined in time: ${JSON.stringify(status)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async function entryOf(category: "framework" | "gaps" | "assertions") {
    const { items } = await ada.api.knowledge.list({ repositoryId, category, pageSize: 100 });
    const entry = items.find(({ origin }) => origin === "mined");
    if (!entry) throw new Error(`There is no mined entry of ${category}.`);
    return entry;
  }

  async function reindex(changed: Record<string, string | null>) {
    folder.change(changed);
    await ada.api.repository.index({ id: repositoryId });
    await indexed(ada, repositoryId);
    await mined();
  }

  await indexed(ada, repositoryId);
  await mined();
  return { ada, repositoryId, folder, mined, entryOf, reindex };
}
