import { withTenant } from "@/db/tenant";
import { getEmbedder } from "@/server/ai/get-embedder";
import type { Passage } from "@/server/answer/answer";
import { lookCloser } from "@/server/answer/look-closer";
import { findPassages } from "@/server/search/find-passages";
import { listSearchable } from "@/server/search/queries";
import { type IndexedPackage, indexPackages, type SourceOf } from "../retrieval/index-packages";

/** What was found for one question, and where it was looked for. */
export interface Recorded {
  package: string | null;
  question: string;
  /** `elsewhere`: in a repository of another package, where nothing answers. */
  reach: "inside" | "across" | "elsewhere";
  passages: Passage[];
  /** Places in `passages` of the chunks that answer. */
  right: number[];
  /** Whether something that answers is in the index at all. */
  isAbsent: boolean;
}

/**
 * Indexes packages and asks each question that `isAsked` takes inside its package, across all, and, each third, in another
 * package; and each absent one across all and inside a package.
 */
export async function recordAnswers(
  sources: string,
  of: { packages: SourceOf[] | undefined; isAsked: (index: number) => boolean; absent: string[] },
): Promise<Recorded[]> {
  const { person, indexed } = await indexPackages(sources, of.packages);
  const { organizationId, userId } = person;
  const inSnapshot = <T>(work: Parameters<typeof withTenant<T>>[1]) =>
    withTenant({ organizationId, userId }, work, { mode: "snapshot" });
  const searchable = await inSnapshot((tx) => listSearchable(tx));
  const { model, embed } = getEmbedder();
  const known = new Map<string, Float32Array>();
  // Each passage is found by many questions.
  const reader = {
    async embed(texts: string[]) {
      const fresh = texts.filter((text) => !known.has(text));
      const vectors = fresh.length > 0 ? await embed(fresh, "query") : [];
      for (const [index, text] of fresh.entries()) known.set(text, vectors[index] ?? new Float32Array());
      return texts.map((text) => known.get(text) ?? new Float32Array());
    },
  };
  const ask = async (text: string, repositoryId?: string) => {
    const chosen = searchable.filter(({ id }) => repositoryId === undefined || id === repositoryId);
    const scope = { organizationId, published: namesOf(searchable), language: null, fileIds: null };
    const [vector = null] = await embed([text], "query");
    const found = await inSnapshot((tx) =>
      findPassages(tx, { ...scope, ...namesOf(chosen) }, { text, vector, model }),
    );
    return lookCloser(found, vector, reader);
  };
  const recorded: Recorded[] = [];
  const questions = indexed.flatMap((own) => own.questions.map((question) => ({ own, question })));
  const asked = questions.filter((_, index) => of.isAsked(index));
  console.error(`${asked.length} questions, ${indexed.flatMap((one) => one.chunks).length} chunks`);
  for (const [index, { own, question }] of asked.entries()) {
    const { text } = question;
    const add = (reach: Recorded["reach"], passages: Passage[]) => {
      const isAbsent = reach === "elsewhere";
      const right = isAbsent ? [] : placesOf(passages, own, question);
      recorded.push({ package: own.name, question: text, reach, passages, right, isAbsent });
    };
    add("inside", await ask(text, own.repositoryId));
    // The widest search takes longest.
    if (of.absent.length > 0 || index % 2 === 0) add("across", await ask(text));
    const other = indexed[(index * 7) % indexed.length];
    if (index % 3 === 0 && other && areStrangers(other.name, own.name))
      add("elsewhere", await ask(text, other.repositoryId));
    if (index % 200 === 0) console.error(`${index} of ${asked.length} asked`);
  }
  for (const [index, question] of of.absent.entries()) {
    const absent = { package: null, question, right: [], isAbsent: true };
    recorded.push({ ...absent, reach: "across", passages: await ask(question) });
    const passages = await ask(question, indexed[index % indexed.length]?.repositoryId);
    recorded.push({ ...absent, reach: "elsewhere", passages });
  }
  return recorded;
}

const namesOf = (repositories: { id: string; generation: number }[]) => ({
  repositoryIds: repositories.map((one) => one.id),
  generations: repositories.map((one) => one.generation),
});

function placesOf(
  passages: Passage[],
  { repositoryId }: IndexedPackage,
  at: { path: string; startChar: number },
) {
  return passages.flatMap((passage, index) => {
    const isIn = passage.repositoryId === repositoryId && passage.path === at.path;
    return isIn && passage.startChar <= at.startChar && at.startChar < passage.endChar ? [index] : [];
  });
}

/** Not of one author's family, whose packages answer each other's questions. */
function areStrangers(one: string, other: string): boolean {
  const family = (name: string) => name.replace(/^@/, "").split(/[/-]/)[0];
  return family(one) !== family(other);
}
