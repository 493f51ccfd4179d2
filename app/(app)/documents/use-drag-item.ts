"use client";

import { type DragEvent, useState } from "react";
import type { Item } from "./types";
import { useMove } from "./use-move";

const TYPE = "application/x-carrel-document";

/** What a row needs to be dragged into a folder. */
export const dragHandlers = (item: Item) => ({
  draggable: true,
  onDragStart: (event: DragEvent) => {
    event.dataTransfer.setData(TYPE, JSON.stringify(item));
    event.dataTransfer.effectAllowed = "move";
  },
});

/** What a folder needs to have rows dropped on it; null is the top. */
export function useDropTarget(folderId: string | null) {
  const [isTarget, setIsTarget] = useState(false);
  const move = useMove();
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(TYPE)) return;
      event.preventDefault();
      setIsTarget(true);
    },
    onDragLeave: () => setIsTarget(false),
    onDrop: (event: DragEvent) => {
      setIsTarget(false);
      const dragged = event.dataTransfer.getData(TYPE);
      if (dragged === "") return;
      event.preventDefault();
      const item = JSON.parse(dragged) as Item;
      if (item.id !== folderId && item.folderId !== folderId) void move.orTell(item, folderId);
    },
  };
  return { isTarget, handlers };
}
