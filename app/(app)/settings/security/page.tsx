import { Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { getPerson } from "../../_session/get-person";
import { SecuritySettings } from "./security-settings";

export default async function SecurityPage() {
  if (!(await getPerson())) return null;
  prefetch(trpc.account.waysIn.queryOptions());
  prefetch(trpc.account.providers.queryOptions());
  return (
    <Hydrate>
      <SecuritySettings />
    </Hydrate>
  );
}
