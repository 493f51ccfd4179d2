import { Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { getPerson } from "../../_session/get-person";
import { DeleteAccount } from "./delete-account";

export default async function DeleteAccountPage() {
  if (!(await getPerson())) return null;
  prefetch(trpc.account.deletion.plan.queryOptions());
  return (
    <Hydrate>
      <DeleteAccount />
    </Hydrate>
  );
}
