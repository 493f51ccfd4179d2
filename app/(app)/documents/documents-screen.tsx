"use client";

import { FilePlus2, FolderPlus, Upload } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useRef, useState } from "react";
import { documentMessages as messages } from "@/app/_messages/documents";
import { Button } from "@/app/_ui/button";
import { useCommands } from "../_frame/commands";
import { useShortcut } from "../_frame/keys";
import { Screen } from "../_frame/screen";
import { QueryBoundary } from "../_session/query-boundary";
import { usePermissions } from "../_session/session-provider";
import { RepositoryListSkeleton as ListSkeleton } from "../repositories/repository-list-skeleton";
import { DocumentList } from "./document-list";
import { FolderTree } from "./folder-tree";
import { NewDocumentDialog, NewFolderDialog } from "./new-dialogs";
import { UploadList } from "./upload-list";
import { useFilesDrop } from "./use-files-drop";
import { useUploads } from "./use-uploads";

/** The documents of one folder, with the tree of all folders beside them. */
export function DocumentsScreen() {
  const params = useSearchParams();
  const folderId = params.get("folder") || null;
  const page = Number(params.get("page") ?? 1);
  const canWrite = usePermissions().can("document.write");
  const [dialog, setDialog] = useState<"folder" | "document">();
  const input = useRef<HTMLInputElement>(null);
  const uploads = useUploads(folderId);
  const isOver = useFilesDrop({ enabled: canWrite, onFiles: uploads.add, onRefuse: uploads.refuse });
  const choose = () => input.current?.click();
  useWriting({ canWrite, choose, open: setDialog });

  return (
    <Screen
      title={messages.title}
      actions={
        canWrite && (
          <>
            <Button onClick={() => setDialog("folder")} className="max-lg:w-8 max-lg:px-0">
              <FolderPlus aria-hidden />
              <span className="max-lg:sr-only">{messages.newFolder}</span>
            </Button>
            <Button onClick={() => setDialog("document")} className="max-lg:w-8 max-lg:px-0">
              <FilePlus2 aria-hidden />
              <span className="max-lg:sr-only">{messages.newDocument}</span>
            </Button>
            <Button variant="primary" onClick={choose} className="max-sm:w-8 max-sm:px-0">
              <Upload aria-hidden />
              <span className="max-sm:sr-only">{messages.upload}</span>
            </Button>
          </>
        )
      }
    >
      <div className="mx-auto flex max-w-300 gap-6">
        <QueryBoundary loading={<div className="w-56 max-md:hidden" />} failedTitle={messages.failedTitle}>
          <FolderTree openId={folderId} />
        </QueryBoundary>
        <div className="flex min-w-0 flex-1 flex-col gap-3">
          {isOver && (
            <p role="status" className="rounded-md bg-tint px-3 py-2 text-tint-text">
              {messages.dropNow}
            </p>
          )}
          <UploadList uploads={uploads} />
          <QueryBoundary loading={<ListSkeleton />} failedTitle={messages.failedTitle}>
            <DocumentList folderId={folderId} page={page} canWrite={canWrite} onUpload={choose} />
          </QueryBoundary>
        </div>
      </div>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={messages.upload}
        onChange={(event) => {
          uploads.add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
      <NewFolderDialog folderId={folderId} open={dialog === "folder"} onClose={() => setDialog(undefined)} />
      <NewDocumentDialog
        folderId={folderId}
        open={dialog === "document"}
        onClose={() => setDialog(undefined)}
      />
    </Screen>
  );
}

/** Keys and commands of what the buttons do. */
function useWriting(props: {
  canWrite: boolean;
  choose: () => void;
  open: (dialog: "folder" | "document") => void;
}) {
  const { canWrite: enabled, choose, open } = props;
  const { group } = messages;
  useShortcut("u", choose, { label: messages.upload, group, enabled });
  useShortcut("n", () => open("document"), { label: messages.newDocument, group, enabled });
  useShortcut("f", () => open("folder"), { label: messages.newFolder, group, enabled });
  const commands = [
    { id: "documents.upload", label: messages.upload, icon: <Upload aria-hidden />, keys: "u", run: choose },
    {
      ...{ id: "documents.new", label: messages.newDocument, icon: <FilePlus2 aria-hidden />, keys: "n" },
      run: () => open("document"),
    },
    {
      ...{ id: "documents.folder", label: messages.newFolder, icon: <FolderPlus aria-hidden />, keys: "f" },
      run: () => open("folder"),
    },
  ];
  useCommands(enabled ? commands.map((command) => ({ ...command, group })) : []);
}
