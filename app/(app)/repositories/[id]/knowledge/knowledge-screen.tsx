"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { knowledgeMessages as messages } from "@/app/_messages/knowledge";
import { repositoryMessages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { SearchInput } from "@/app/_ui/search-input";
import { Screen } from "../../../_frame/screen";
import { QueryBoundary } from "../../../_session/query-boundary";
import { usePermissions } from "../../../_session/session-provider";
import { repositoryHref } from "../../hrefs";
import { ListSkeleton } from "../list-skeleton";
import { EntryDialog } from "./entry-dialog";
import { EntryList } from "./entry-list";
import { StatusLine } from "./status-line";
import { TransferMenu } from "./transfer-menu";

type KnowledgeScreenProps = {
  id: string;
  /** The entry that the address names: it is shown whatever the list holds, and scrolled to. */
  entryId: string | undefined;
};

/** What the team knows about the testing of one repository. */
export function KnowledgeScreen({ id, entryId }: KnowledgeScreenProps) {
  const trpc = useTRPC();
  const { data: repository } = useSuspenseQuery(trpc.repository.get.queryOptions({ id }));
  const canWrite = usePermissions().can("knowledge.write");
  const [isCreating, setIsCreating] = useState(false);
  const [searched, setSearched] = useState("");
  return (
    <Screen
      title={messages.title}
      parents={[
        { label: repositoryMessages.title, href: "/repositories" },
        { label: repository.name, href: repositoryHref(id) },
      ]}
      actions={
        <>
          {canWrite && (
            <Button onClick={() => setIsCreating(true)} className="max-sm:w-8 max-sm:px-0">
              <Plus aria-hidden />
              <span className="max-sm:sr-only">{messages.create}</span>
            </Button>
          )}
          <TransferMenu repositoryId={id} canWrite={canWrite} />
        </>
      }
    >
      <div className="mx-auto flex max-w-240 flex-col gap-4">
        <QueryBoundary loading={<ListSkeleton />} failedTitle={messages.failed}>
          <StatusLine repositoryId={id} canWrite={canWrite} />
        </QueryBoundary>
        <SearchInput
          main
          label={messages.search}
          placeholder={messages.search}
          value={searched}
          onValueChange={setSearched}
        />
        <QueryBoundary loading={<ListSkeleton />} failedTitle={messages.failed}>
          <EntryList repositoryId={id} entryId={entryId} searched={searched} canWrite={canWrite} />
        </QueryBoundary>
      </div>
      <EntryDialog repositoryId={id} open={isCreating} onOpenChange={setIsCreating} />
    </Screen>
  );
}
