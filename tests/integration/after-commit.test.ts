import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withTenant } from "@/db/tenant";
import { afterCommit } from "@/db/tenant-context";
import { signUp } from "@/tests/support/sign-up";

test("what waits for a commit is done after it, not at a rollback, and not outside of a transaction", async () => {
  const { organizationId, userId } = await signUp();
  const done: string[] = [];
  await withTenant({ organizationId, userId }, async (tx) => {
    afterCommit(() => done.push("committed"));
    await tx.execute(sql`select 1`);
    expect(done).toEqual([]);
  });
  expect(done).toEqual(["committed"]);
  await expect(
    withTenant({ organizationId, userId }, async () => {
      afterCommit(() => done.push("rolled back"));
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(done).toEqual(["committed"]);
  expect(() => afterCommit(() => {})).toThrow("outside of withTenant");
});
