import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { newId } from "@/db/columns";
import { startWorker } from "@/server/background/worker";
import { settled } from "@/tests/support/conversation";
import { indexWaiting } from "@/tests/support/documents";
import { installChatModel, removeChatModel } from "@/tests/support/install-chat-model";
import { type ModelServer, type Script, startModelServer } from "@/tests/support/model-server";
import { signUp } from "@/tests/support/sign-up";
import { installFakeEmbedder, writeIndex } from "@/tests/support/write-index";

installFakeEmbedder();

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer([]);
});
afterAll(() => server.close());
afterEach(removeChatModel);

const path = "Rules/Retention.md";

/** Asks a model about invoices, whose rule stands in a document beside a repository that does not speak of them. */
async function asked(script: Script, where: "everywhere" | "code" = "everywhere") {
  server.play(script);
  server.requests.length = 0;
  await installChatModel(server);
  const ada = await signUp();
  await startWorker();
  const { id: repositoryId } = await writeIndex(ada, "birds", [
    { path: "src/pool.ts", content: "export function releasePool() {\n  return pool.close(30);\n}" },
  ]);
  const folder = await ada.api.folder.create({ name: "Rules" });
  const document = await ada.api.document.create({
    ...{ name: "Retention.md", content: "# Retention\n\nInvoices are kept for 44 weeks.\n" },
    folderId: folder.id,
  });
  await indexWaiting(ada);
  const context = where === "code" ? { repositoryIds: [repositoryId] } : {};
  const { id } = await ada.api.conversation.create({ title: "Invoices", context });
  const sent = await ada.api.message.send({
    ...{ conversationId: id, text: "How long are invoices kept?", clientKey: newId() },
  });
  return { document, answer: await settled(ada, id, sent.responseMessageId) };
}

const numberOf = (text: string) => new RegExp(`number="(\\d+)" source="${path}`).exec(text)?.[1];

test("a model is given passages of documents, and what it says of them is checked like what it says of code", async () => {
  const { answer, document } = await asked((request) => {
    const number = numberOf(String(request.messages.at(-1)?.content));
    return {
      kind: "answer",
      text: `Invoices are kept for 44 weeks [${number}]. They are kept for 45 weeks [${number}].`,
    };
  });
  const cited = { sourceTable: "document", sourceId: document.id, repositoryId: null, path };
  expect(answer.citations).toMatchObject([
    { ...cited, verdict: "supported", freshness: "current" },
    { ...cited, verdict: "unsupported" },
  ]);
});

test("tools list and read documents by their path", async () => {
  let told = "";
  const { answer } = await asked((request, count) => {
    told = request.messages
      .filter(({ role }) => role === "tool")
      .map(({ content }) => String(content))
      .join("\n");
    if (count === 0) return { kind: "tool", name: "list_files", input: '{"text":"retent"}' };
    if (count === 1) return { kind: "tool", name: "read_file", input: JSON.stringify({ path }) };
    return { kind: "answer", text: "It is read." };
  });
  expect(answer.request?.status).toBe("completed");
  expect(told).toContain(`"path":"${path}"`);
  expect(told).toMatch(/Found again: \[\d\]|Invoices are kept/);
});

test("where only repositories are chosen, tools see no document", async () => {
  let told = "";
  await asked((request, count) => {
    told = JSON.stringify(request.messages.slice(1));
    if (count === 0) return { kind: "tool", name: "list_files", input: '{"text":"retent"}' };
    if (count === 1) return { kind: "tool", name: "read_file", input: JSON.stringify({ path }) };
    return { kind: "answer", text: "Nothing is said of it." };
  }, "code");
  expect(told).toContain("No file has such a path.");
  expect(told).toContain("No indexed file or document has this path");
  expect(told).not.toContain("44 weeks");
});
