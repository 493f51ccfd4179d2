import type { Metadata } from "next";
import { usageMessages } from "@/app/_messages/usage";
import { getCaller, Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { getPerson } from "../_session/get-person";
import { monthOf } from "./months";
import { UsageScreen } from "./usage-screen";

export const metadata: Metadata = { title: usageMessages.title };

export default async function UsagePage() {
  if (!(await getPerson())) return null;
  const api = await getCaller();
  const [usage, organization] = await Promise.all([
    api.usage.current().catch(() => undefined),
    api.organization.current().catch(() => undefined),
  ]);
  if (organization?.permissions.includes("usage.report"))
    prefetch(trpc.usage.report.queryOptions({ month: monthOf(new Date()) }));
  return (
    <Hydrate>
      <UsageScreen given={usage} />
    </Hydrate>
  );
}
