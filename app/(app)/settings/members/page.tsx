import { Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { getPerson } from "../../_session/get-person";
import { Members } from "./members";
import { firstMembers } from "./members-page";

export default async function MembersPage() {
  if (!(await getPerson())) return null;
  prefetch(trpc.member.list.queryOptions(firstMembers));
  return (
    <Hydrate>
      <Members />
    </Hydrate>
  );
}
