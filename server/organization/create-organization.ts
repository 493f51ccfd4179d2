import { newId } from "@/db/columns";
import { member, organization, subscription } from "@/db/schema";
import { type TenantTx, withTenant } from "@/db/tenant";
import type { Plan } from "./plan";
import { slugOf } from "./slug";

export interface NewOrganization {
  name: string;
  userId: string;
  plan: Plan;
}

export interface CreatedOrganization {
  id: string;
  name: string;
  slug: string;
}

/**
 * Makes an organization with its owner and its plan in one transaction; `also` runs in it (an audit event).
 * The slug carries an ending drawn from the id, so no name is ever taken and none can be probed.
 */
export async function createOrganization(
  { name, userId, plan }: NewOrganization,
  also: (tx: TenantTx, created: CreatedOrganization) => Promise<void> = async () => {},
): Promise<CreatedOrganization> {
  const id = newId();
  const created = { id, name, slug: `${slugOf(name)}-${id.slice(-6)}` };
  await withTenant({ organizationId: id, userId }, async (tx) => {
    await tx.insert(organization).values(created);
    await tx.insert(member).values({ organizationId: id, userId, role: "owner" });
    await tx.insert(subscription).values({ organizationId: id, plan });
    await also(tx, created);
  });
  return created;
}
