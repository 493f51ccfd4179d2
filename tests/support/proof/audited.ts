import { and, eq } from "drizzle-orm";
import { newId } from "@/db/columns";
import { auditEvent, embeddingRun, embeddingSetting, indexRun, repository } from "@/db/schema";
import { sealToken } from "@/server/git/repository-token";
import { requestScopes } from "@/server/operation/request-scope";
import { fill, type Ids } from "./fill";
import { entries } from "./matrix/entries";
import { callProcedure, type Outcome } from "./matrix/outcome";
import { asOwner } from "./owner";
import type { World } from "./world";

/** Mutations inside an organization that write no audit event, each with its reason. */
export const unaudited: Record<string, string> = {
  "repository.upload.begin":
    "announces bytes that nobody sees before a repository is made of them, which is audited",
  ...Object.fromEntries(
    [
      ...["conversation.create", "conversation.rename", "conversation.pin", "conversation.configure"],
      ...["message.send", "message.edit", "message.regenerate", "agent.stop", "agent.retry"],
      ...["agent.approveToolCall", "agent.rejectToolCall"],
      ...["propose", "save", "run", "retryStep", "skipStep"].map((name) => `conversation.plan.${name}`),
    ].map((name) => [name, "a step of a conversation, which keeps who wrote, asked and decided itself"]),
  ),
  "document.save": "a document keeps its versions, and who wrote each",
  "repository.upload.part": "the bytes of such an announcement; a big archive has some hundred parts",
};

/** Inputs with which a mutation succeeds, where those of the procedure matrix are meant to be refused. */
export interface Preparation {
  /** Makes the world ready and gives the input. */
  prepare: (ids: Ids, world: World) => Promise<unknown>;
}

export const preparations: Record<string, Preparation["prepare"]> = {
  "repository.createFromFolder": async ({ folder }) => ({ name: `Folder ${newId()}`, path: folder }),
  "repository.index": async (ids) => {
    await asOwner((tx) =>
      tx.update(indexRun).set({ status: "completed" }).where(eq(indexRun.repositoryId, ids.repositoryId)),
    );
    return { id: ids.repositoryId };
  },
  "repository.git.configure": async ({ organizationId, repositoryId }) => {
    const credential = sealToken(SECRET, { organizationId, repositoryId });
    await asOwner((tx) =>
      tx
        .update(repository)
        .set({ sourceKind: "git", url: "https://git.example.org/a/b", defaultBranch: "main", credential })
        .where(eq(repository.id, repositoryId)),
    );
    return { id: repositoryId, branch: "main", reindexEveryMinutes: 60 };
  },
  "organization.delete": async (_, { mark }) => ({ name: `${mark} organization` }),
  "embedding.retry": async (ids) => {
    await asOwner(async (tx) => {
      await tx.delete(embeddingRun).where(eq(embeddingRun.organizationId, ids.organizationId));
      await tx
        .update(embeddingSetting)
        .set({ model: "another" })
        .where(eq(embeddingSetting.organizationId, ids.organizationId));
    });
    return undefined;
  },
};

/** What must never stand in a ledger: tests put it wherever a secret goes in. */
export const SECRET = "canary-of-a-secret-0123456789";

/** Calls a mutation as the owner of a world; gives the answer and the audit events that it left. */
export async function callAudited(world: World, procedure: string, more: typeof preparations = {}) {
  const { owner } = world.people;
  const ids = await fill(world, owner.userId);
  const prepare = { ...preparations, ...more }[procedure];
  const input = prepare ? await prepare(ids, world) : entries[procedure]?.inputs?.(ids)[0];
  const requestId = crypto.randomUUID();
  const scope = { requestId, isDirect: true, address: "192.0.2.7" };
  const outcome: Outcome = await requestScopes.run(scope, () =>
    callProcedure(owner.headers, procedure, input),
  );
  const events = await asOwner((tx) =>
    tx
      .select()
      .from(auditEvent)
      .where(
        and(eq(auditEvent.organizationId, world.organizationId), eq(auditEvent.correlationId, requestId)),
      ),
  );
  return { outcome, events };
}

/** What is wrong with the data of an event: a secret in it, or columns that have not changed. */
export function faultsOfEvent(event: typeof auditEvent.$inferSelect): string[] {
  const faults: string[] = [];
  if (JSON.stringify(event).includes(SECRET)) faults.push("holds a secret");
  const { before, after } = event.eventData as { before?: unknown; after?: unknown };
  if (!isColumns(before) || !isColumns(after)) return faults;
  const [was, is] = [Object.keys(before).sort().join(), Object.keys(after).sort().join()];
  if (was !== is) faults.push(`says ${was || "nothing"} before, and ${is || "nothing"} after`);
  for (const [name, value] of Object.entries(after)) {
    if (JSON.stringify(value) === JSON.stringify(before[name]))
      faults.push(`says ${name}, which is the same`);
  }
  return faults;
}

const isColumns = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
