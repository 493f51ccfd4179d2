"use client";

import { useQuery } from "@tanstack/react-query";
import { FileCode, FileText, Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { Popover } from "@/app/_ui/popover";
import { useHasDocuments } from "../../search/use-has-documents";
import { useRepositories } from "../../search/use-repositories";
import type { Context } from "./composer";
import { contextChip as chip } from "./context-chip";
import { PinSource } from "./pin-source";
import { WhereToLook } from "./where-to-look";

const MOST = 20;

type ContextChipsProps = { context: Context; onContext: (context: Context) => void };

/** Where the assistant looks (nothing chosen means everywhere), and the files and documents that it always gets. */
export function ContextChips({ context, onContext }: ContextChipsProps) {
  const repositories = useRepositories() ?? [];
  const hasDocuments = useHasDocuments() ?? false;
  const files = context.files ?? [];
  const documentIds = context.documentIds ?? [];
  const documents = useDocuments(documentIds);
  const hasSomething = repositories.length > 0 || hasDocuments;

  return (
    <>
      <WhereToLook context={context} onContext={onContext} hasDocuments={hasDocuments} />
      {files.map((file) => (
        <Pinned
          key={`${file.repositoryId} ${file.path}`}
          path={file.path}
          icon={<FileCode aria-hidden />}
          onRemove={() => onContext({ ...context, files: files.filter((one) => one !== file) })}
        />
      ))}
      {documentIds.map((id) => (
        <Pinned
          key={id}
          path={documents === undefined ? "…" : (documents.get(id) ?? messages.goneDocument)}
          icon={<FileText aria-hidden />}
          onRemove={() => onContext({ ...context, documentIds: documentIds.filter((one) => one !== id) })}
        />
      ))}
      {hasSomething && (files.length < MOST || documentIds.length < MOST) && (
        <Popover
          title={messages.pinSource}
          trigger={
            <button type="button" className={chip}>
              <Plus aria-hidden />
              {messages.context}
            </button>
          }
        >
          <PinSource
            repositories={repositories}
            hasDocuments={hasDocuments}
            fullFiles={files.length < MOST ? undefined : messages.fullFiles(MOST)}
            onPinFile={(file) => {
              const isThere = files.some(
                (one) => one.path === file.path && one.repositoryId === file.repositoryId,
              );
              if (!isThere) onContext({ ...context, files: [...files, file] });
            }}
            fullDocuments={documentIds.length < MOST ? undefined : messages.fullDocuments(MOST)}
            onPinDocument={(id) => {
              if (!documentIds.includes(id)) onContext({ ...context, documentIds: [...documentIds, id] });
            }}
          />
        </Popover>
      )}
    </>
  );
}

/** A pinned file or document; pressing it takes it away. */
function Pinned({ path, icon, onRemove }: { path: string; icon: ReactNode; onRemove: () => void }) {
  return (
    <button
      type="button"
      title={path}
      aria-label={messages.unpinFile(path)}
      className={chip}
      onClick={onRemove}
    >
      {icon}
      <span className="truncate">{path.slice(path.lastIndexOf("/") + 1)}</span>
      <X aria-hidden />
    </button>
  );
}

/** Where documents stand, by id; undefined until it is known. One that is not there any more is missing. */
function useDocuments(ids: string[]): Map<string, string> | undefined {
  const found = useQuery(
    useTRPC().document.find.queryOptions({ ids }, { enabled: ids.length > 0, staleTime: 30_000 }),
  ).data;
  return found && new Map(found.map(({ id, path }) => [id, path]));
}
