import { dashboardMessages } from "@/app/_messages/dashboard";
import { Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { Screen } from "./_frame/screen";
import { getPerson } from "./_session/get-person";
import { QueryBoundary } from "./_session/query-boundary";
import { Dashboard } from "./dashboard";
import { DashboardSkeleton } from "./dashboard-skeleton";
import { recentRepositories } from "./recent-repositories";

export default async function DashboardPage() {
  if (!(await getPerson())) return null;
  prefetch(trpc.repository.list.queryOptions(recentRepositories));
  return (
    <Screen title={dashboardMessages.title}>
      <Hydrate>
        <QueryBoundary loading={<DashboardSkeleton />} failedTitle={dashboardMessages.failedTitle}>
          <Dashboard />
        </QueryBoundary>
      </Hydrate>
    </Screen>
  );
}
