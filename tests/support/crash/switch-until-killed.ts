import { createHash } from "node:crypto";
import { getDatabase } from "@/db/client";
import { session } from "@/db/schema";
import { getAuth } from "@/server/auth";
import { startWorker } from "@/server/background/worker";
import { apiOf, sessionHeaders } from "@/tests/support/sign-up";
import { visibleState } from "@/tests/support/visible-state";

// A process of its own that a crash test kills at random moments. It opens the data directory, says what searches answer, and
// goes on until the configured embedding model has made every vector; the first one indexes the folder.

const [root = ""] = process.argv.slice(2);
const say = (line: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(line)}\n`);
const credentials = { email: "crash@example.org", password: "correct horse battery" };

const { orm } = await getDatabase();
const auth = await getAuth();
const [known] = await orm.select({ id: session.id }).from(session).limit(1);
const answer = known
  ? await auth.api.signInEmail({ body: credentials, asResponse: true })
  : await auth.api.signUpEmail({ body: { name: "Crash", ...credentials }, asResponse: true });
const api = apiOf(sessionHeaders(answer));
const { activeId } = await api.organization.list();
if (activeId === null) throw new Error("No organization is active.");

const { items } = await api.repository.list({});
const id = items[0]?.id ?? (await api.repository.createFromFolder({ name: "crash", path: root })).id;

/** What searches answer now, and by whose vectors. */
async function state() {
  const hash = createHash("sha256");
  const { activeModel } = await api.embedding.progress();
  for (let index = 0; index < 10; index++) {
    const found = await api.search.query({ text: `what does part ${index} of file ${index * 7} return` });
    hash.update(
      JSON.stringify([
        found.notes,
        found.items.map(({ path, startLine, scores }) => [path, startLine, scores]),
      ]),
    );
  }
  return { activeModel, answers: hash.digest("hex") };
}

if (items[0]?.generation) say({ at: "start", ...(await state()) });
else say({ at: "start" });
await startWorker();
for (;;) {
  const { run } = await api.repository.get({ id });
  const { activeModel, configuredModel, needsChange, run: change } = await api.embedding.get();
  if (run?.status === "failed" || change?.status === "failed")
    throw new Error(run?.error ?? change?.error ?? "");
  const isChanging = change?.status === "queued" || change?.status === "running";
  if (run?.status === "completed" && activeModel === configuredModel && !needsChange && !isChanging) break;
  await new Promise((resolve) => setTimeout(resolve, 20));
}
say({ at: "done", ...(await state()), index: await visibleState(activeId, id) });
process.exit(0);
