import type { Metadata } from "next";
import { usageMessages } from "@/app/_messages/usage";
import { Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { getPerson } from "../_session/get-person";
import { UsageScreen } from "./usage-screen";

export const metadata: Metadata = { title: usageMessages.title };

export default async function UsagePage() {
  if (!(await getPerson())) return null;
  prefetch(trpc.usage.current.queryOptions());
  return (
    <Hydrate>
      <UsageScreen />
    </Hydrate>
  );
}
