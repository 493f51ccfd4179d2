import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { newId } from "@/db/columns";
import { attack } from "@/tests/support/attack";
import { asOwner } from "@/tests/support/proof/owner";
import { signUp } from "@/tests/support/sign-up";
import { installFakeEmbedder, writeIndex } from "@/tests/support/write-index";

installFakeEmbedder();

const plan = {
  goal: "Keep in the knowledge base how pools are released",
  steps: [
    {
      ...{ kind: "write_knowledge" as const, title: "Propose it" },
      input: { title: "Pools", category: "hooks" },
    },
    { kind: "write_note" as const, title: "Note", input: "note" },
  ],
  expectedEffects: [],
  budget: { requests: 0, cost: "0" },
};

test("under both roles, Postgres refuses every entry of the assistant that no confirmed step writes", async () => {
  const ada = await signUp();
  const { id: repositoryId } = await writeIndex(ada, "birds", [{ path: "src/pool.ts", content: "pool" }]);
  const { id, version } = await ada.api.conversation.create({});
  await ada.api.conversation.plan.confirm({ conversationId: id, version, plan });
  const { steps } = await ada.api.conversation.get({ id });
  const [own = "", note = ""] = steps.map((step) => step.id);
  const entry = (
    stepId: string | null,
    more: { origin?: string; review?: string; userId?: string | null } = {},
  ) =>
    sql`insert into knowledge_base
      (id, organization_id, repository_id, category, title, content, content_hash, origin, conversation_step_id, review, user_id)
      values (${newId()}, ${ada.organizationId}, ${repositoryId}, 'hooks', 'x', 'x', 'x', ${more.origin ?? "agent"}, ${stepId},
        ${more.review ?? "proposed"}, ${more.userId ?? null})`;
  const stepIs = (stepId: string, status: string) =>
    sql`update conversation_step set status = ${status} where id = ${stepId}`;

  // Before the step runs, and by a step of another kind, and by none.
  expect(await attack(ada, "agent", entry(own))).toContain("while it runs");
  expect(await attack(ada, "agent", stepIs(note, "in_progress"))).toBe("it went through");
  expect(await attack(ada, "agent", entry(note))).toContain("while it runs");
  expect(await attack(ada, "agent", entry(null))).toContain("names its step");
  expect(await attack(ada, "agent", entry(own, { origin: "mined" }))).toContain("names its step");
  expect(await attack(ada, "agent", stepIs(own, "in_progress"))).toBe("it went through");

  // While it runs, only as a proposal, and by nobody else.
  for (const more of [{ review: "accepted" }, { userId: ada.userId }, { origin: "written" }])
    expect(await attack(ada, "agent", entry(own, more))).toContain("a person decides");
  expect(await attack(ada, "person", entry(own))).toContain("a person writes entries");
  expect(await attack(ada, "person", entry(null, { origin: "mined" }))).toContain("a person writes entries");
  const eve = await signUp("Eve");
  expect(await attack(eve, "agent", entry(own))).toContain("while it runs");
  expect(await attack(ada, "agent", entry(own))).toBe("it went through");
  const set = (change: ReturnType<typeof sql>) =>
    sql`update knowledge_base set ${change} where organization_id = ${ada.organizationId}`;
  for (const change of [
    sql`content = 'y'`,
    sql`title = 'y'`,
    sql`review = 'accepted'`,
    sql`origin = 'mined'`,
    sql`is_edited = true`,
    sql`conversation_step_id = null`,
  ])
    expect(await attack(ada, "agent", set(change))).toContain("permission denied");
  expect(await attack(ada, "agent", set(sql`wording = 'y'`))).toContain("a model words what was mined");
  const remove = sql`delete from knowledge_base where organization_id = ${ada.organizationId}`;
  expect(await attack(ada, "agent", remove)).toContain("permission denied");
  expect(await attack(ada, "person", set(sql`origin = 'written'`))).toContain("does not change");
  expect(await attack(ada, "person", set(sql`conversation_step_id = null`))).toContain("does not change");

  // Once the plan is reopened.
  const { version: now } = await ada.api.conversation.get({ id });
  await asOwner((tx) => tx.execute(stepIs(note, "failed")));
  await ada.api.conversation.plan.reopen({ conversationId: id, version: now });
  expect(await attack(ada, "agent", entry(own))).toMatch(/not confirmed|while it runs/);

  // The entry stays when its conversation goes.
  await ada.api.conversation.delete({ id });
  expect((await ada.api.knowledge.list({})).items).toMatchObject([{ origin: "agent", conversationId: null }]);
});
