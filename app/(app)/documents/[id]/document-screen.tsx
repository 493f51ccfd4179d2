"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { Download, RotateCw } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { documentMessages as messages } from "@/app/_messages/documents";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { RelativeTime } from "@/app/_ui/relative-time";
import { SegmentedControl } from "@/app/_ui/segmented-control";
import { ButtonLink } from "@/app/_ui/text-link";
import { useShortcut } from "../../_frame/keys";
import { Screen } from "../../_frame/screen";
import { usePermissions } from "../../_session/session-provider";
import { useTargetLines } from "../../repositories/[id]/files/[...path]/use-target-lines";
import { sizeWords } from "../../repositories/size-words";
import { documentFolderHref, downloadHref } from "../hrefs";
import { IndexingBadge } from "../indexing-badge";
import { ItemMenu } from "../item-menu";
import type { Document } from "../types";
import { useRefresh } from "../use-move";
import { DocumentTable } from "./document-table";
import { DocumentText } from "./document-text";
import { Editor } from "./editor";
import { PlacePicker } from "./place-picker";
import { VersionPanel } from "./version-panel";

type View = "read" | "text" | "edit" | "history";

const POLL_MS = 1_500;

/** One document: to be read, written and gone back in. */
export function DocumentScreen({ id }: { id: string }) {
  const { data: document } = useSuspenseQuery(
    useTRPC().document.get.queryOptions(
      { id },
      { refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? POLL_MS : false) },
    ),
  );
  const router = useRouter();
  const canWrite = usePermissions().can("document.write");
  const canEdit = canWrite && document.isEditable;
  const asked = useSearchParams().has("edit");
  const [chosen, setChosen] = useState<View>();
  const { target, choose } = useTargetLines();
  // An address that names lines is about the text as it is written.
  const first: View = target ? "text" : asked && canEdit ? "edit" : canBeRead(document) ? "read" : "text";
  const view = chosen === undefined || (chosen === "edit" && !canEdit) ? first : chosen;
  useShortcut("e", () => setChosen("edit"), {
    label: messages.edit,
    group: messages.group,
    enabled: canEdit,
  });

  return (
    <Screen
      flush
      title={document.name}
      parents={[
        { label: messages.title, href: "/documents" },
        ...document.folders.map((folder) => ({ label: folder.name, href: documentFolderHref(folder.id) })),
      ]}
      badge={<IndexingBadge document={document} />}
      actions={
        <>
          <ButtonLink href={downloadHref(id)} prefetch={false} download className="max-sm:w-8 max-sm:px-0">
            <Download aria-hidden />
            <span className="max-sm:sr-only">{messages.download}</span>
          </ButtonLink>
          {canWrite && (
            <ItemMenu
              item={{ kind: "document", id, name: document.name, folderId: document.folderId }}
              onDeleted={() => router.replace(documentFolderHref(document.folderId))}
            />
          )}
        </>
      }
    >
      <div className="flex h-full min-h-0 flex-col">
        <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-line border-b px-3 py-2 md:px-5">
          <SegmentedControl
            label={messages.views}
            options={viewsOf(document, canEdit)}
            value={view}
            onValueChange={(next) => setChosen(next)}
          />
          {document.places.length > 0 && (
            <PlacePicker document={document} target={target} onTarget={choose} />
          )}
          <p className="ml-auto flex gap-3 text-quiet text-small tabular-nums">
            <span className="max-sm:hidden">{sizeWords(document.sizeBytes)}</span>
            <span>{messages.version(document.version)}</span>
            <span className="max-sm:hidden">
              {messages.updated} <RelativeTime at={document.updatedAt} />
            </span>
          </p>
        </div>
        <IndexProblem document={document} canWrite={canWrite} />
        {view === "edit" ? (
          <Editor key={id} document={document} />
        ) : view === "history" ? (
          <VersionPanel document={document} canWrite={canEdit} onRestored={() => setChosen("text")} />
        ) : view === "read" && isTable(document) ? (
          <DocumentTable document={document} />
        ) : (
          <DocumentText document={document} isRendered={view === "read"} target={target} onTarget={choose} />
        )}
      </div>
    </Screen>
  );
}

/** Why it cannot be found, and a second try. */
function IndexProblem({ document, canWrite }: { document: Document; canWrite: boolean }) {
  const index = useMutation(useTRPC().document.index.mutationOptions());
  const refresh = useRefresh();
  if (document.indexingStatus !== "failed") return null;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-3 bg-warning-tint px-3 py-2 text-warning-text md:px-5"
    >
      <p className="min-w-0 flex-1">
        <strong className="font-semibold">{messages.indexFailedTitle}.</strong> {document.indexingError}
      </p>
      {canWrite && (
        <Button
          size="small"
          loading={index.isPending}
          onClick={() => index.mutate({ id: document.id }, { onSettled: () => void refresh() })}
        >
          <RotateCw aria-hidden />
          {messages.indexAgain}
        </Button>
      )}
    </div>
  );
}

function viewsOf(document: Document, canEdit: boolean): { value: View; label: string }[] {
  return [
    ...(canBeRead(document) ? [{ value: "read" as const, label: messages.read }] : []),
    { value: "text", label: messages.text },
    ...(canEdit ? [{ value: "edit" as const, label: messages.edit }] : []),
    ...(document.isEditable ? [{ value: "history" as const, label: messages.history }] : []),
  ];
}

const isTable = ({ mimeType }: Document): boolean => mimeType === "text/csv";

/** Whether there is a better way to read it than as it is written. */
const canBeRead = (document: Document): boolean =>
  document.contentText !== null && (document.isMarked || isTable(document));

const isWorking = ({ indexingStatus }: Document): boolean =>
  indexingStatus === "pending" || indexingStatus === "in_progress";
