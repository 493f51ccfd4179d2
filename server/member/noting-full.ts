import { withTenant } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { Refusal } from "@/server/refusal";
import { MAX_MEMBERS } from "./limit";

/**
 * Does `work`; when the organization is full, writes that down before the refusal goes on. In a transaction of its own,
 * because that of the work is rolled back.
 */
export async function notingFull<T>(by: Actor & { userId: string }, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && error.code === "TOO_MANY_REQUESTS") {
      const { organizationId, userId } = by;
      await withTenant({ organizationId, userId }, (tx) =>
        audit(tx, by, {
          action: "limit.members",
          table: "organization",
          id: organizationId,
          data: { limit: MAX_MEMBERS },
        }),
      );
    }
    throw error;
  }
}
