import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { auditEvent, securityEvent } from "@/db/schema";
import { sqlState } from "@/db/sql-state";
import { runtimeRoles } from "@/tests/support/proof/catalogue/grants-by-table";
import { asOwner, asOwnerUndone } from "@/tests/support/proof/owner";
import { type Person, signUp } from "@/tests/support/sign-up";

const INSUFFICIENT_PRIVILEGE = "42501";
let ada: Person;

beforeAll(async () => {
  ada = await signUp();
  await ada.api.organization.rename({ name: "Written down" });
});

const attempts = (["audit_event", "security_event"] as const).flatMap((table) =>
  runtimeRoles.flatMap((role) =>
    [
      `update ${table} set action = 'nothing.happened'`,
      `update ${table} set user_id = null`,
      `delete from ${table}`,
      `truncate ${table}`,
      `truncate ${table} cascade`,
      `alter table ${table} disable row level security`,
      `alter table ${table} disable trigger all`,
      `drop table ${table}`,
      `create trigger t before insert on ${table} for each row execute function suppress_redundant_updates_trigger()`,
      `create rule r as on insert to ${table} do instead nothing`,
    ].map((statement) => ({ role, statement })),
  ),
);

test.for(attempts)("$role is refused: $statement", async ({ role, statement }) => {
  const state = await asOwnerUndone(async (tx) => {
    await tx.execute(
      sql`select set_config('app.tenant_id', ${ada.organizationId}, true), set_config('app.user_id', ${ada.userId}, true)`,
    );
    await tx.execute(sql.raw(`set local role ${role}`));
    return tx.execute(sql.raw(statement)).then(
      () => "done",
      (error: unknown) => sqlState(error),
    );
  }).catch((error: unknown) => sqlState(error));
  expect(state).toBe(INSUFFICIENT_PRIVILEGE);
});

test("what those attempts were made at is really there", async () => {
  const [audited, secured] = await asOwner(async (tx) => [
    await tx.$count(auditEvent),
    await tx.$count(securityEvent),
  ]);
  expect(audited).toBeGreaterThan(0);
  expect(secured).toBeGreaterThan(0);
});

test("an event whose action has not the shape noun.verb is refused by both tables", async () => {
  for (const table of ["audit_event", "security_event"]) {
    const values =
      table === "audit_event"
        ? `(id, organization_id, entity_table, entity_id, action) values ('x', '${ada.organizationId}', 't', 'e', 'Bad Action')`
        : `(id, action) values ('x', 'Bad Action')`;
    const insert = asOwner((tx) => tx.execute(sql.raw(`insert into ${table} ${values}`)));
    await expect(insert).rejects.toMatchObject({
      cause: { code: "23514", constraint: `${table}_action_check` },
    });
  }
});
