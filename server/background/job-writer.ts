import { sql } from "drizzle-orm";
import type { Db } from "pg-boss";
import type { TenantTx } from "@/db/tenant";
import { quoteLiteral } from "@/db/transaction";

/**
 * Runs the queue's statements inside a tenant's transaction, each as `app_queue`, and goes back to `role`. Where the
 * driver sends several statements in one message they travel together, with literals for parameters; a failing one
 * leaves the transaction good for nothing but being rolled back, in whatever role.
 */
export function jobWriter(
  tx: TenantTx,
  { role, isOneMessage }: { role: "app_tenant" | "app_agent"; isOneMessage: boolean },
): Db {
  const enter = "set local role app_queue";
  const leave = `set local role ${role}`;
  const run = async (text: string): Promise<Answer | Answer[]> =>
    (await tx.execute(sql.raw(text))) as unknown as Answer | Answer[];
  return {
    executeSql: async (text, values = []) => {
      const statement = withLiterals(text, values);
      if (isOneMessage) {
        const answers = await run(`${enter}; ${statement}; ${leave}`);
        return { rows: Array.isArray(answers) ? answers.flatMap(({ rows }) => rows) : answers.rows };
      }
      await run(enter);
      const answer = await run(statement);
      await run(leave);
      return { rows: Array.isArray(answer) ? [] : answer.rows };
    },
  };
}

type Answer = { rows: Record<string, unknown>[] };

/** A statement with its parameters written into it. Throws for one that is no text: the queue writes jobs as JSON. */
export function withLiterals(text: string, values: readonly unknown[]): string {
  return text.replace(/\$(\d+)/g, (_, number: string) => {
    const value = values[Number(number) - 1];
    if (typeof value !== "string") throw new Error(`Parameter $${number} of the queue is no text.`);
    return quoteLiteral(value);
  });
}
