"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { CornerLeftUp, FileText, Folder as FolderIcon, FolderOpen } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { documentMessages as messages } from "@/app/_messages/documents";
import { repositoryMessages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { cn } from "@/app/_ui/cn";
import { EmptyState } from "@/app/_ui/empty-state";
import { Pagination } from "@/app/_ui/pagination";
import { RelativeTime } from "@/app/_ui/relative-time";
import { sizeWords } from "../repositories/size-words";
import { documentFolderHref, documentHref } from "./hrefs";
import { IndexingBadge } from "./indexing-badge";
import { ItemMenu } from "./item-menu";
import { listInput, PAGE_SIZE } from "./list-input";
import type { Folder, Item, ListedDocument } from "./types";
import { dragHandlers, useDropTarget } from "./use-drag-item";

const POLL_MS = 1_500;

type DocumentListProps = { folderId: string | null; page: number; canWrite: boolean; onUpload: () => void };

/** The folders and documents directly in one folder. */
export function DocumentList({ folderId, page, canWrite, onUpload }: DocumentListProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const { data: tree } = useSuspenseQuery(trpc.folder.tree.queryOptions());
  const { data } = useSuspenseQuery(
    trpc.document.list.queryOptions(listInput(folderId, page), {
      refetchInterval: ({ state }) => (state.data?.items.some(isWorking) ? POLL_MS : false),
    }),
  );
  const open = tree.folders.find(({ id }) => id === folderId);
  const folders = page > 1 ? [] : tree.folders.filter((folder) => folder.parentFolderId === folderId);
  const isEmpty = folders.length + data.items.length === 0;
  const goTo = (to: number) =>
    router.push(
      `/documents?${new URLSearchParams({ ...(folderId ? { folder: folderId } : {}), page: String(to) })}`,
    );
  if (isEmpty && folderId === null && page <= 1) {
    return (
      <EmptyState
        icon={<FileText />}
        title={messages.emptyTitle}
        action={
          canWrite && (
            <Button variant="primary" size="large" onClick={onUpload}>
              {messages.upload}
            </Button>
          )
        }
      >
        {canWrite ? messages.emptyBody : messages.emptyBodyReader}
      </EmptyState>
    );
  }
  return (
    <>
      <ul
        aria-label={messages.listOf(open?.name ?? messages.top)}
        className="divide-y divide-line rounded-lg border border-line bg-panel"
      >
        {folderId !== null && <UpRow parentId={open?.parentFolderId ?? null} />}
        {folders.map((folder) => (
          <FolderRow key={folder.id} folder={folder} canWrite={canWrite} />
        ))}
        {data.items.map((document) => (
          <DocumentRow key={document.id} document={document} canWrite={canWrite} />
        ))}
      </ul>
      {isEmpty && (
        <EmptyState icon={<FolderOpen />} title={messages.emptyFolderTitle}>
          {messages.emptyFolderBody}
        </EmptyState>
      )}
      {(data.hasNext || page > 1) && (
        <Pagination
          from={(page - 1) * PAGE_SIZE + 1}
          to={(page - 1) * PAGE_SIZE + data.items.length}
          onPrevious={page > 1 ? () => goTo(page - 1) : undefined}
          onNext={data.hasNext ? () => goTo(page + 1) : undefined}
        />
      )}
    </>
  );
}

function UpRow({ parentId }: { parentId: string | null }) {
  const { isTarget, handlers } = useDropTarget(parentId);
  return (
    <Row
      icon={<CornerLeftUp aria-hidden />}
      href={documentFolderHref(parentId)}
      isTarget={isTarget}
      {...handlers}
    >
      <span aria-hidden>..</span>
      <span className="sr-only">{repositoryMessages.up}</span>
    </Row>
  );
}

function FolderRow({ folder, canWrite }: { folder: Folder; canWrite: boolean }) {
  const { isTarget, handlers } = useDropTarget(folder.id);
  const item: Item = { kind: "folder", id: folder.id, name: folder.name, folderId: folder.parentFolderId };
  return (
    <Row
      icon={<FolderIcon aria-hidden />}
      href={documentFolderHref(folder.id)}
      isTarget={isTarget}
      {...handlers}
      {...(canWrite ? dragHandlers(item) : {})}
      detail={messages.documents(folder.documents)}
      menu={canWrite && <ItemMenu item={item} />}
    >
      {folder.name}
    </Row>
  );
}

function DocumentRow({ document, canWrite }: { document: ListedDocument; canWrite: boolean }) {
  const { id, name, folderId } = document;
  const item: Item = { kind: "document", id, name, folderId };
  return (
    <Row
      icon={<FileText aria-hidden />}
      href={documentHref(id)}
      {...(canWrite ? dragHandlers(item) : {})}
      detail={
        <>
          <IndexingBadge document={document} />
          <span className="max-sm:hidden">{sizeWords(document.sizeBytes)}</span>
          <RelativeTime at={document.updatedAt} className="max-sm:hidden" />
        </>
      }
      menu={canWrite && <ItemMenu item={item} />}
    >
      {name}
    </Row>
  );
}

type RowProps = Partial<ReturnType<typeof useDropTarget>["handlers"] & ReturnType<typeof dragHandlers>> & {
  icon: ReactNode;
  href: string;
  isTarget?: boolean;
  detail?: ReactNode;
  menu?: ReactNode;
  children: ReactNode;
};

function Row({ icon, href, isTarget = false, detail, menu, children, ...handlers }: RowProps) {
  return (
    <li
      {...handlers}
      className={cn(
        "relative flex h-10 items-center gap-2.5 pr-1.5 pl-3 first:rounded-t-lg last:rounded-b-lg focus-within:bg-hover hover:bg-hover [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-quiet",
        isTarget && "bg-tint",
      )}
    >
      {icon}
      <Link
        href={href}
        prefetch={false}
        className="min-w-0 flex-1 truncate rounded-xs after:absolute after:inset-0"
      >
        {children}
      </Link>
      <span className="relative flex shrink-0 items-center gap-3 text-quiet text-small tabular-nums">
        {detail}
        {menu}
      </span>
    </li>
  );
}

const isWorking = ({ indexingStatus }: ListedDocument): boolean =>
  indexingStatus === "pending" || indexingStatus === "in_progress";
