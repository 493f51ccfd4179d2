import { getDatabase } from "@/db/client";
import { session } from "@/db/schema";
import { getAuth } from "@/server/auth";
import { startWorker } from "@/server/background/worker";
import { apiOf, sessionHeaders } from "@/tests/support/sign-up";
import { visibleState } from "@/tests/support/visible-state";

// A process of its own that the crash test kills at random moments. It opens the data directory, says which state of the
// index a reader sees, goes on with the run (or starts one), and says when it is done.

const [root = "", command = "continue"] = process.argv.slice(2);
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
let id = items[0]?.id;
if (id === undefined) id = (await api.repository.createFromFolder({ name: "crash", path: root })).id;
else if (command === "reindex") await api.repository.index({ id });
say({ at: "start", state: await visibleState(activeId, id) });

await startWorker();
for (;;) {
  const { run } = await api.repository.get({ id });
  if (run?.status === "completed") break;
  if (run?.status !== "queued" && run?.status !== "running")
    throw new Error(`The run ended ${run?.status}: ${run?.error}`);
  await new Promise((resolve) => setTimeout(resolve, 20));
}
say({ at: "done", state: await visibleState(activeId, id), run: (await api.repository.get({ id })).run });
process.exit(0);
