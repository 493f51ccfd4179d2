import { getDatabase } from "@/db/client";
import { newId } from "@/db/columns";
import { session } from "@/db/schema";
import { getAuth } from "@/server/auth";
import { startWorker } from "@/server/background/worker";
import { settled } from "@/tests/support/conversation";
import { installAnswerer, sayWords } from "@/tests/support/install-answerer";
import { apiOf, type Person, sessionHeaders } from "@/tests/support/sign-up";

// A process of its own that a test kills while it answers (`ask`), and another that finds what is left (`look`).

const [command = "ask", conversationId = "", messageId = ""] = process.argv.slice(2);
const say = (line: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(line)}\n`);
const credentials = { email: "answers@example.org", password: "correct horse battery" };

const { orm } = await getDatabase();
const auth = await getAuth();
const [known] = await orm.select({ id: session.id }).from(session).limit(1);
const answer =
  command === "look" && known
    ? await auth.api.signInEmail({ body: credentials, asResponse: true })
    : await auth.api.signUpEmail({ body: { name: "Answers", ...credentials }, asResponse: true });
const api = apiOf(sessionHeaders(answer));
await api.organization.list();

if (command === "ask") {
  installAnswerer(sayWords(10_000, 20));
  const { id } = await api.conversation.create({});
  const text = "What is it?";
  const sent = await api.message.send({ conversationId: id, text, clientKey: newId() });
  await startWorker();
  say({ conversationId: id, messageId: sent.responseMessageId });
  await new Promise(() => setInterval(() => {}, 1_000));
}

const startedMs = performance.now();
await startWorker();
const { text, request, parts } = await settled({ api } as Person, conversationId, messageId);
say({ text, request, parts, tookMs: Math.round(performance.now() - startedMs) });
process.exit(0);
