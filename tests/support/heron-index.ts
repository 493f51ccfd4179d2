import { expect } from "vitest";
import { indexed, makeFolder } from "./index-folder";
import { type Person, signUp } from "./sign-up";
import { configureModel } from "./use-model";

/** Files of one chunk each; no two chunks have one text. `lake` tells those of one test from all others. */
export const herons = (count: number, lake = "lake", from = 0) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const n = from + index;
      const code = `/** Keeps heron ${n} near the water of ${lake}. */\nexport function keepHeron${n}() {\n  return ${n};\n}\n`;
      return [`src/part${n}.ts`, code];
    }),
  );

let lakes = 0;

/** A word that no other text holds. */
export const newLake = () => `lake${"abcdefghijklmnopqrst".charAt(lakes++)}qx`;

export const questions = Array.from(
  { length: 16 },
  (_, index) => `which heron stands at the water ${index * 3}`,
);

/** What a person sees of every question: ids, order, scores and notes. */
export async function askAll(person: Person): Promise<string[]> {
  const answers: string[] = [];
  for (const text of questions) {
    const { items, notes } = await person.api.search.query({ text, limit: 50 });
    answers.push(
      JSON.stringify([notes, items.map(({ path, startLine, scores }) => [path, startLine, scores])]),
    );
  }
  return answers;
}

/** How many chunks of a lake are among the texts a model was given. */
export const chunksAmong = (texts: string[] | undefined, lake: string) =>
  (texts ?? []).filter((text) => text.includes(lake)).length;

const indexes: { ada: Person; id: string }[] = [];

/** A new person with a folder that a model of the server has embedded. */
export async function indexHerons(server: { baseUrl: string }, model: string, files: Record<string, string>) {
  await configureModel(server, model);
  const ada = await signUp();
  const { root, change } = makeFolder("birds", files);
  const { id } = await ada.api.repository.createFromFolder({ name: "birds", path: root });
  indexes.push({ ada, id });
  const { run, figures } = await indexed(ada, id);
  expect(run).toMatchObject({ status: "completed", error: null });
  return { ada, id, root, change, chunks: figures.chunks };
}

/** Deletes what was indexed, so that no worker of a later test has anything to do there. */
export async function forgetHerons(): Promise<void> {
  for (const { ada, id } of indexes.splice(0)) await ada.api.repository.delete({ id, name: "birds" });
}
