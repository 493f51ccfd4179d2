"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { FolderPlus, Plus } from "lucide-react";
import { dashboardMessages } from "@/app/_messages/dashboard";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/empty-state";
import { ButtonLink, TextLink } from "@/app/_ui/text-link";
import { usePermissions } from "./_session/session-provider";
import { DashboardSearch } from "./dashboard-search";
import { recentRepositories } from "./recent-repositories";
import { RepositoryRow } from "./repository-row";

const POLL_WHILE_RUNNING_MS = 2_000;

/** Where one starts: search, and how the repositories are doing. */
export function Dashboard() {
  const trpc = useTRPC();
  const { can } = usePermissions();
  const canAdd = can("repository.create");
  const { data } = useSuspenseQuery(
    trpc.repository.list.queryOptions(recentRepositories, {
      // A run of few files may begin and end between two readings of the stream.
      refetchInterval: ({ state }) =>
        state.data?.items.some(({ run }) => run?.status === "queued" || run?.status === "running")
          ? POLL_WHILE_RUNNING_MS
          : false,
    }),
  );

  if (data.items.length === 0) {
    return (
      <EmptyState
        icon={<FolderPlus />}
        title={dashboardMessages.emptyTitle}
        action={canAdd ? <AddRepository variant="primary" size="large" /> : undefined}
      >
        {canAdd ? dashboardMessages.emptyBody : dashboardMessages.emptyBodyReader}
      </EmptyState>
    );
  }
  return (
    <div className="mx-auto flex max-w-240 flex-col gap-6">
      <DashboardSearch />
      <section aria-labelledby="dashboard-repositories">
        <div className="mb-2 flex items-center justify-between gap-3">
          <h2 id="dashboard-repositories" className="font-semibold text-base">
            {dashboardMessages.repositories}
          </h2>
          {canAdd && <AddRepository size="small" />}
        </div>
        <ul className="divide-y divide-line rounded-lg border border-line bg-panel">
          {data.items.map((repository) => (
            <RepositoryRow key={repository.id} repository={repository} />
          ))}
        </ul>
        {data.hasNext && (
          <p className="mt-3">
            <TextLink href="/repositories">{dashboardMessages.allRepositories}</TextLink>
          </p>
        )}
      </section>
    </div>
  );
}

function AddRepository(look: { variant?: "primary"; size: "small" | "large" }) {
  return (
    <ButtonLink href="/repositories/new" {...look}>
      <Plus aria-hidden />
      {dashboardMessages.addRepository}
    </ButtonLink>
  );
}
