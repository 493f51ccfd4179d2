"use client";

import { FilePlus2, FolderPlus, FolderUp, Upload } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { type RefObject, useRef, useState } from "react";
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
import { takeChosen, takeTransfer } from "./taken-files";
import { UploadList } from "./upload-list";
import { useFilesDrop } from "./use-files-drop";
import { type Uploads, useUploads } from "./use-uploads";

/** The documents of one folder, with the tree of all folders beside them. */
export function DocumentsScreen() {
  const params = useSearchParams();
  const folderId = params.get("folder") || null;
  const page = Number(params.get("page") ?? 1);
  const canWrite = usePermissions().can("document.write");
  const [dialog, setDialog] = useState<"folder" | "document">();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const uploads = useUploads(folderId);
  const isOver = useFilesDrop({
    enabled: canWrite,
    onTransfer: (transfer) => void uploads.add(takeTransfer(transfer)),
  });
  const choose = () => files.current?.click();
  const chooseFolder = () => folder.current?.click();
  useWriting({ canWrite, choose, chooseFolder, open: setDialog });

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
            <Button onClick={chooseFolder} className="max-lg:w-8 max-lg:px-0">
              <FolderUp aria-hidden />
              <span className="max-lg:sr-only">{messages.uploadFolder}</span>
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
      <FileInput input={files} label={messages.upload} uploads={uploads} />
      <FileInput input={folder} label={messages.uploadFolder} uploads={uploads} asFolder />
      <NewFolderDialog folderId={folderId} open={dialog === "folder"} onClose={() => setDialog(undefined)} />
      <NewDocumentDialog
        folderId={folderId}
        open={dialog === "document"}
        onClose={() => setDialog(undefined)}
      />
    </Screen>
  );
}

type FileInputProps = {
  input: RefObject<HTMLInputElement | null>;
  label: string;
  uploads: Uploads;
  /** Takes one folder, with all that is in it. */
  asFolder?: boolean;
};

/** What the buttons press: it opens the system's own dialog. */
function FileInput({ input, label, uploads, asFolder = false }: FileInputProps) {
  return (
    <input
      ref={input}
      type="file"
      multiple
      hidden
      aria-label={label}
      // React's types do not know it, browsers all do.
      {...(asFolder ? { webkitdirectory: "" } : {})}
      onChange={(event) => {
        const chosen = [...(event.currentTarget.files ?? [])];
        event.currentTarget.value = "";
        void uploads.add(Promise.resolve(chosen).then(takeChosen));
      }}
    />
  );
}

/** Keys and commands of what the buttons do. */
function useWriting(props: {
  canWrite: boolean;
  choose: () => void;
  chooseFolder: () => void;
  open: (dialog: "folder" | "document") => void;
}) {
  const { canWrite: enabled, choose, chooseFolder, open } = props;
  const { group } = messages;
  useShortcut("u", choose, { label: messages.upload, group, enabled });
  useShortcut("d", chooseFolder, { label: messages.uploadFolder, group, enabled });
  useShortcut("n", () => open("document"), { label: messages.newDocument, group, enabled });
  useShortcut("f", () => open("folder"), { label: messages.newFolder, group, enabled });
  const commands = [
    { id: "documents.upload", label: messages.upload, icon: <Upload aria-hidden />, keys: "u", run: choose },
    {
      ...{
        id: "documents.upload-folder",
        label: messages.uploadFolder,
        icon: <FolderUp aria-hidden />,
        keys: "d",
      },
      run: chooseFolder,
    },
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
