import { expect, test } from "vitest";
import { newId } from "@/db/columns";
import { withTenant } from "@/db/tenant";
import { startWorker } from "@/server/background/worker";
import { embedQuestion } from "@/server/search/embed-question";
import { retrievePassages } from "@/server/search/retrieve-passages";
import { settled } from "@/tests/support/conversation";
import { indexWaiting } from "@/tests/support/documents";
import { joinAs, type Person, signUp } from "@/tests/support/sign-up";
import { installFakeEmbedder, writeIndex } from "@/tests/support/write-index";

installFakeEmbedder();

const files = [
  { path: "src/pool.ts", content: "export function releasePool() {\n  return pool.close(30);\n}" },
  { path: "src/heron.ts", content: "export function heron() {\n  return 'stands at the water';\n}" },
];
const handbook =
  "# Handbook\n\nHow we work.\n\n## Retention\n\nInvoices are kept for ten years.\n\n## Holidays\n\nTell the team.\n";

async function withHandbook() {
  const ada = await signUp("Ada");
  await startWorker();
  const { id: repositoryId } = await writeIndex(ada, "birds", files);
  const team = await ada.api.folder.create({ name: "Team" });
  const rules = await ada.api.folder.create({ name: "Rules", parentFolderId: team.id });
  const { id } = await ada.api.document.create({
    ...{ name: "Handbook.md", content: handbook, folderId: rules.id },
  });
  await ada.api.document.create({ name: "Menu.md", content: "# Menu\n\nInvoices are eaten by herons." });
  await indexWaiting(ada);
  return { ada, repositoryId, teamId: team.id, documentId: id };
}

async function ask(person: Person, text: string, context: object = {}) {
  const { id } = await person.api.conversation.create({ context });
  const sent = await person.api.message.send({ conversationId: id, text, clientKey: newId(), context });
  return { id, answer: await settled(person, id, sent.responseMessageId) };
}

const question = "How long are invoices kept in retention?";

test("an answer cites a document at its place; the citation moves, changes and goes with its text", async () => {
  const { ada, documentId } = await withHandbook();
  const { id, answer } = await ask(ada, question);
  const cited = answer.citations.find((one) => one.sourceId === documentId);
  expect(cited).toMatchObject({
    ...{ sourceTable: "document", repositoryId: null, path: "Team/Rules/Handbook.md" },
    ...{ verdict: "supported", reason: null, freshness: "current" },
  });
  expect(handbook.slice(cited?.startChar, cited?.endChar)).toBe(cited?.quote);
  expect(handbook.split("\n")[(cited?.startLine ?? 0) - 1]).toContain("ten years");

  const now = async () => {
    const { items } = await ada.api.message.list({ conversationId: id });
    return items.at(-1)?.citations.find((one) => one.sourceId === documentId);
  };
  const moved = `# News\n\nNone.\n\n${handbook}`;
  const { version } = await ada.api.document.save({ id: documentId, version: 1, content: moved });
  const after = await now();
  expect(after).toMatchObject({ freshness: "moved", startLine: (cited?.startLine ?? 0) + 4 });
  expect(moved.slice(after?.startChar, after?.endChar)).toBe(cited?.quote);
  const changed = handbook.replace("ten years", "eleven years");
  await ada.api.document.save({ id: documentId, version, content: changed });
  expect(await now()).toMatchObject({ freshness: "changed" });
  await ada.api.document.delete({ id: documentId });
  expect(await now()).toMatchObject({ freshness: "gone" });
});

test("chosen repositories leave documents out, chosen folders everything else, and a pinned document is always given", async () => {
  const { ada, repositoryId, teamId, documentId } = await withHandbook();
  const passages = (context: { repositoryIds?: string[]; folderIds?: string[]; documentIds?: string[] }) =>
    passagesFor(ada, question, context);
  const everything = await passages({});
  expect(new Set(everything.map((one) => one.sourceTable))).toEqual(new Set(["file", "document"]));
  const code = await passages({ repositoryIds: [repositoryId] });
  expect(new Set(code.map((one) => one.sourceTable))).toEqual(new Set(["file"]));
  const folder = await passages({ folderIds: [teamId] });
  expect(new Set(folder.map((one) => one.sourceId))).toEqual(new Set([documentId]));
  const both = await passages({ repositoryIds: [repositoryId], folderIds: [teamId] });
  expect(new Set(both.map((one) => one.path))).toContain("Team/Rules/Handbook.md");
  expect(both.some((one) => one.sourceTable === "file")).toBe(true);
  const pinned = await passages({ repositoryIds: [repositoryId], documentIds: [documentId] });
  expect(pinned[0]).toMatchObject({ sourceId: documentId, isPinned: true });
  expect(pinned.filter((one) => one.sourceId === documentId).length).toBeGreaterThan(1);
  const gone = await passages({ documentIds: [newId()] });
  expect(gone.some((one) => one.isPinned)).toBe(false);
});

test("code is found and weighed the same, whether there are documents or not", async () => {
  const { ada, documentId } = await withHandbook();
  const codeOf = async (text: string) =>
    (await passagesFor(ada, text, {})).filter((one) => one.sourceTable === "file");
  const questions = [question, "Where is the pool released?", "what stands at the water"];
  const before = await Promise.all(questions.map(codeOf));
  for (const { id } of (await ada.api.document.list({})).items) await ada.api.document.delete({ id });
  await ada.api.document.delete({ id: documentId });
  expect(await Promise.all(questions.map(codeOf))).toEqual(before);
});

test("what was edited and not indexed yet is quoted only where its words still stand", async () => {
  const { ada, documentId } = await withHandbook();
  const content = handbook.replace("Invoices are kept for ten years.", "Nothing is kept.");
  await ada.api.document.save({ id: documentId, version: 1, content });
  const ofHandbook = (await passagesFor(ada, question, {})).filter((one) => one.sourceId === documentId);
  for (const { content: said, startChar, endChar } of ofHandbook)
    expect(content.slice(startChar, endChar)).toBe(said);
  expect(JSON.stringify(ofHandbook)).not.toContain("ten years");
});

test("a plan reads a document, and its step cites it", async () => {
  const { ada, documentId } = await withHandbook();
  const { id } = await ada.api.conversation.create({ context: { documentIds: [documentId] } });
  const asked = await ada.api.conversation.plan.propose({
    ...{ conversationId: id, goal: question, clientKey: newId() },
  });
  await settled(ada, id, asked.responseMessageId);
  const { proposal, version } = await ada.api.conversation.get({ id });
  const read = proposal?.plan.steps.find(({ kind }) => kind === "read");
  expect(read?.input).toMatchObject({ documentId, path: "Team/Rules/Handbook.md" });
  if (!proposal || !read) throw new Error("Nothing was proposed.");
  const plan = { ...proposal.plan, steps: [read] };
  await ada.api.conversation.plan.confirm({ conversationId: id, version, plan });
  const { running } = await ada.api.conversation.plan.run({ conversationId: id });
  const result = await settled(ada, id, running?.responseMessageId ?? "");
  expect(result.citations.map((one) => [one.sourceId, one.verdict])).toContainEqual([
    documentId,
    "supported",
  ]);
});

test("a stranger's document is in no answer, and cannot be pinned", async () => {
  const { documentId } = await withHandbook();
  const eve = await signUp("Eve");
  const found = await passagesFor(eve, question, { documentIds: [documentId] });
  expect(found).toEqual([]);
  expect(await eve.api.document.find({ ids: [documentId] })).toEqual([]);
  expect(await eve.api.document.find({ text: "Handbook" })).toEqual([]);
});

test("documents are found by their name or their folder, in every role, and too much is refused", async () => {
  const { ada, documentId } = await withHandbook();
  const viewer = await joinAs(ada.organizationId, "viewer");
  const handbookAt = { id: documentId, path: "Team/Rules/Handbook.md" };
  expect(await viewer.api.document.find({ text: "rules/hand" })).toEqual([handbookAt]);
  expect(await viewer.api.document.find({ ids: [documentId, newId()] })).toEqual([handbookAt]);
  expect(await viewer.api.document.find({ text: "%" })).toEqual([]);
  const many = Array.from({ length: 21 }, newId);
  await expect(viewer.api.document.find({ ids: many })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await expect(ada.api.conversation.create({ context: { documentIds: many } })).rejects.toMatchObject({
    code: "BAD_REQUEST",
    message: expect.stringContaining("At most 20 documents can be pinned."),
  });
});

async function passagesFor(
  person: Person,
  text: string,
  context: { repositoryIds?: string[]; folderIds?: string[]; documentIds?: string[] },
) {
  const { organizationId, userId } = person;
  const embedded = await embedQuestion(text, "fake;1");
  return withTenant(
    { organizationId, userId },
    (tx) =>
      retrievePassages(tx, {
        ...{ organizationId, text, question: embedded, files: [], repositoryIds: undefined },
        ...context,
      }),
    { mode: "snapshot" },
  );
}
