import type { SQL } from "drizzle-orm";
import { withTenant } from "@/db/tenant";
import type { Person } from "./sign-up";

/** Runs one statement as a role, and gives what Postgres said against it. */
export async function attack(person: Person, role: "person" | "agent", statement: SQL) {
  const { organizationId, userId } = person;
  const scope = role === "agent" ? { organizationId, as: "agent" as const } : { organizationId, userId };
  try {
    await withTenant(scope, (tx) => tx.execute(statement));
    return "it went through";
  } catch (error) {
    return String((error as Error).cause ?? error);
  }
}
