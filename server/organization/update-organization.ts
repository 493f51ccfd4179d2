import { eq } from "drizzle-orm";
import { organization } from "@/db/schema";
import type { DefaultAudience } from "@/db/schema/organization";
import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { changes } from "@/server/audit/changes";
import { lockAs } from "./lock-organization";

export interface OrganizationSettings {
  slug?: string | undefined;
  defaultAudience?: DefaultAudience | undefined;
}

/** Changes settings; what is left out stays. A slug that is taken violates its unique key. */
export async function updateOrganization(
  tx: TenantTx,
  by: Actor & { userId: string },
  { slug, defaultAudience }: OrganizationSettings,
) {
  const own = await lockAs(tx, { userId: by.userId, action: "organization.update" });
  const before = { slug: own.slug, defaultAudience: own.defaultAudience };
  const after = { slug: slug ?? own.slug, defaultAudience: defaultAudience ?? own.defaultAudience };
  if (before.slug === after.slug && before.defaultAudience === after.defaultAudience) return after;
  await tx.update(organization).set(after).where(eq(organization.id, own.id));
  const data = changes(before, after);
  await audit(tx, by, { action: "organization.update", table: "organization", id: own.id, data });
  return after;
}
