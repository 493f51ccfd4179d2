"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Folder as FolderIcon, FolderOpen, Library } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { documentMessages as messages } from "@/app/_messages/documents";
import { useTRPC } from "@/app/_trpc/client";
import { cn } from "@/app/_ui/cn";
import { documentFolderHref } from "./hrefs";
import type { Folder } from "./types";
import { useDropTarget } from "./use-drag-item";

type ByParent = Map<string | null, Folder[]>;

/** All folders, as deep as they are nested; what is dropped on one moves into it. */
export function FolderTree({ openId }: { openId: string | null }) {
  const { data } = useSuspenseQuery(useTRPC().folder.tree.queryOptions());
  const byParent: ByParent = Map.groupBy(data.folders, (folder) => folder.parentFolderId);
  return (
    <nav aria-label={messages.tree} className="w-56 shrink-0 max-md:hidden">
      <ul>
        <li>
          <Row id={null} name={messages.top} isOpen={openId === null} documents={data.documents}>
            <Library aria-hidden />
          </Row>
          <Level byParent={byParent} parentId={null} openId={openId} />
        </li>
      </ul>
    </nav>
  );
}

function Level({
  byParent,
  parentId,
  openId,
}: {
  byParent: ByParent;
  parentId: string | null;
  openId: string | null;
}) {
  const folders = byParent.get(parentId) ?? [];
  if (folders.length === 0) return null;
  return (
    <ul className="ml-3 border-line border-l pl-1">
      {folders.map(({ id, name, documents }) => (
        <li key={id}>
          <Row id={id} name={name} isOpen={id === openId} documents={documents}>
            {id === openId ? <FolderOpen aria-hidden /> : <FolderIcon aria-hidden />}
          </Row>
          <Level byParent={byParent} parentId={id} openId={openId} />
        </li>
      ))}
    </ul>
  );
}

type RowProps = { id: string | null; name: string; isOpen: boolean; documents: number; children: ReactNode };

function Row({ id, name, isOpen, documents, children }: RowProps) {
  const { isTarget, handlers } = useDropTarget(id);
  return (
    <Link
      href={documentFolderHref(id)}
      aria-current={isOpen ? "page" : undefined}
      prefetch={false}
      {...handlers}
      className={cn(
        "flex h-7 items-center gap-2 rounded-md px-1.5 text-base hover:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-quiet",
        isOpen ? "font-semibold text-text" : "text-quiet",
        isTarget && "bg-tint text-tint-text",
      )}
    >
      {children}
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {documents > 0 && <span className="text-faint text-tiny tabular-nums">{documents}</span>}
    </Link>
  );
}
