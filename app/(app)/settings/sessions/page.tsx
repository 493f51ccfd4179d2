import { Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { getPerson } from "../../_session/get-person";
import { Sessions } from "./sessions";

export default async function SessionsPage() {
  if (!(await getPerson())) return null;
  prefetch(trpc.account.session.list.queryOptions());
  return (
    <Hydrate>
      <Sessions />
    </Hydrate>
  );
}
