import { withTenant } from "@/db/tenant";
import { expireDueToolCalls } from "./tool-call-queries";

/**
 * Ends the waiting of every tool call of an organization that nobody has decided about in time. It does not run; the
 * assistant reads so with the next message (`refusedCallWords`). May be said twice.
 */
export async function expireToolCalls(organizationId: string): Promise<void> {
  await withTenant({ organizationId, as: "agent" }, (tx) => expireDueToolCalls(tx));
}
