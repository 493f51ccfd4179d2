"use client";

import { Download, Ellipsis, FolderInput, PencilLine, Trash2 } from "lucide-react";
import { useState } from "react";
import { documentMessages as messages } from "@/app/_messages/documents";
import { IconButton } from "@/app/_ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/app/_ui/menu";
import { DeleteDialog } from "./delete-dialog";
import { downloadHref } from "./hrefs";
import { MoveDialog } from "./move-dialog";
import { RenameDialog } from "./rename-dialog";
import type { Item } from "./types";

/** What can be done with a folder or a document. `onDeleted` is called once it is gone. */
export function ItemMenu({ item, onDeleted }: { item: Item; onDeleted?: () => void }) {
  const [dialog, setDialog] = useState<"rename" | "move" | "delete">();
  const close = () => setDialog(undefined);
  return (
    <>
      <Menu
        trigger={
          <IconButton size="small" label={messages.more(item.name)}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {item.kind === "document" && (
          <MenuItem
            icon={<Download aria-hidden />}
            onClick={() => window.location.assign(downloadHref(item.id))}
          >
            {messages.download}
          </MenuItem>
        )}
        <MenuItem icon={<PencilLine aria-hidden />} onClick={() => setDialog("rename")}>
          {messages.rename}
        </MenuItem>
        <MenuItem icon={<FolderInput aria-hidden />} onClick={() => setDialog("move")}>
          {messages.move}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<Trash2 aria-hidden />} danger onClick={() => setDialog("delete")}>
          {messages.delete}
        </MenuItem>
      </Menu>
      <RenameDialog item={item} open={dialog === "rename"} onClose={close} />
      <MoveDialog item={item} open={dialog === "move"} onClose={close} />
      <DeleteDialog item={item} open={dialog === "delete"} onClose={close} onDeleted={onDeleted} />
    </>
  );
}
