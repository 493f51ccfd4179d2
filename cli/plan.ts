import { randomUUID } from "node:crypto";
import { eq, or } from "drizzle-orm";
import { closeDatabase, getDatabase } from "@/db/client";
import { organization, plans, subscription } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { audit } from "@/server/audit";
import { changes } from "@/server/audit/changes";
import { fail } from "./fail";

// `npm run plan -- ORGANIZATION PLAN`: sets the plan of an organization, named by id or slug, and writes it down.

const [name, wanted] = process.argv.slice(2);
const plan = plans.find((one) => one === wanted);
if (name === undefined || plan === undefined)
  fail(`Usage: npm run plan -- ORGANIZATION ${plans.join("|")}`, 2);

await getDatabase().catch((error: unknown) => fail(error));
try {
  const found = await findOrganization(name);
  if (!found) fail(`There is no organization ${name}. Give its id or its slug: Settings shows both.`);
  await withTenant({ organizationId: found.id, as: "agent" }, async (tx) => {
    const [before] = await tx.select({ plan: subscription.plan }).from(subscription).for("update");
    await tx.update(subscription).set({ plan, status: "active" });
    const actor = {
      organizationId: found.id,
      userId: null,
      ip: null,
      userAgent: "npm run plan",
      correlationId: randomUUID(),
    };
    await audit(tx, actor, {
      action: "subscription.set_plan",
      table: "subscription",
      id: found.id,
      data: changes({ plan: before?.plan ?? null }, { plan }),
    });
    console.log(`${found.name} is on the ${plan} plan now (before: ${before?.plan ?? "none"}).`);
  });
} finally {
  await closeDatabase();
}

async function findOrganization(idOrSlug: string) {
  const { orm } = await getDatabase();
  const [row] = await orm
    .select({ id: organization.id, name: organization.name })
    .from(organization)
    .where(or(eq(organization.id, idOrSlug), eq(organization.slug, idOrSlug)));
  return row;
}
