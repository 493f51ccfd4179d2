import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { documentChunk, file } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { indexed } from "@/tests/support/index-folder";
import { type Person, signUp } from "@/tests/support/sign-up";
import { type DocQuestion, firstSentences, takeQuestions } from "./doc-questions";
import { isSource, packages } from "./packages";

export interface IndexedPackage {
  name: string;
  version: string;
  repositoryId: string;
  files: number;
  questions: (DocQuestion & { path: string })[];
  chunks: IndexedChunk[];
}

export type IndexedChunk = Awaited<ReturnType<typeof listAllChunks>>[number];

/** Where a package's sources are, and which of the files in that folder; without `only` those that `isSource` takes. */
export interface SourceOf {
  name: string;
  folder: string;
  only?: RegExp;
}

/**
 * Copies the sources of each package without the comments that ask below `sourceRoot`, and indexes them as the product
 * does: one person, one organization, one repository a package.
 */
export async function indexPackages(
  sourceRoot: string,
  list: SourceOf[] = packages,
): Promise<{ person: Person; indexed: IndexedPackage[] }> {
  const person = await signUp("Bench");
  const done: IndexedPackage[] = [];
  for (const { name, folder, only } of list) {
    const target = path.join(sourceRoot, name);
    const questions = copyWithoutQuestions(path.join("node_modules", name, folder), { to: target, only });
    const slug = name.replace("@", "").replace("/", "-");
    const { id } = await person.api.repository.createFromFolder({ name: slug, path: target });
    const { run, figures } = await indexed(person, id, 30 * 60_000);
    if (run?.status !== "completed") throw new Error(`${name} was not indexed: ${run?.error ?? run?.status}`);
    const chunks = await listAllChunks(person, id);
    const { version } = JSON.parse(readFileSync(path.join("node_modules", name, "package.json"), "utf8"));
    done.push({
      name,
      version,
      repositoryId: id,
      files: figures.files,
      questions,
      chunks,
    });
    console.error(`${name}: ${figures.files} files, ${chunks.length} chunks, ${questions.length} questions`);
  }
  return { person, indexed: done };
}

function copyWithoutQuestions(
  from: string,
  { to, only }: { to: string; only: RegExp | undefined },
): (DocQuestion & { path: string })[] {
  const sources = readdirSync(from, { recursive: true })
    .map((one) => String(one).split(path.sep).join("/"))
    .filter((name) => isSource(name) && !/(^|\/)node_modules\//.test(name) && (only?.test(name) ?? true))
    .sort()
    .map((name) => ({ name, text: readFileSync(path.join(from, name), "utf8") }));
  const count = new Map<string, number>();
  for (const sentence of sources.flatMap(({ text }) => firstSentences(text))) {
    count.set(sentence, (count.get(sentence) ?? 0) + 1);
  }
  return sources.flatMap(({ name, text: source }) => {
    // What stands above two functions asks for neither.
    const { text, questions } = takeQuestions(source, (sentence) => (count.get(sentence) ?? 0) > 1);
    const target = path.join(to, name);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
    return questions.map((question) => ({ ...question, path: name }));
  });
}

function listAllChunks(person: Person, repositoryId: string) {
  const { organizationId, userId } = person;
  return withTenant({ organizationId, userId }, (tx) =>
    tx
      .select({
        id: documentChunk.id,
        path: file.path,
        language: documentChunk.language,
        symbol: documentChunk.symbol,
        scope: documentChunk.scope,
        symbolKind: documentChunk.symbolKind,
        content: documentChunk.content,
        startChar: documentChunk.startChar,
        endChar: documentChunk.endChar,
      })
      .from(documentChunk)
      .innerJoin(file, eq(documentChunk.fileId, file.id))
      .where(eq(documentChunk.repositoryId, repositoryId)),
  );
}
