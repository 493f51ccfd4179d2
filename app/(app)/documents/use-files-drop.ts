"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { documentMessages as messages } from "@/app/_messages/documents";

/** Takes files that are dropped anywhere on the page or pasted into it, and says whether some hover over it. */
export function useFilesDrop({
  enabled,
  onFiles,
  onRefuse,
}: {
  enabled: boolean;
  onFiles: (files: File[]) => void;
  onRefuse: (name: string, reason: string) => void;
}): boolean {
  const [isOver, setIsOver] = useState(false);

  const take = useEffectEvent((transfer: DataTransfer) => {
    const files: File[] = [];
    for (const item of transfer.items) {
      if (item.kind !== "file") continue;
      const file = item.getAsFile();
      if (!file) continue;
      if (item.webkitGetAsEntry()?.isDirectory) onRefuse(file.name, messages.droppedFolder(file.name));
      else files.push(file);
    }
    if (files.length > 0) onFiles(files);
  });

  useEffect(() => {
    if (!enabled) return;
    const left = new AbortController();
    const hasFiles = (transfer: DataTransfer | null) => transfer?.types.includes("Files") === true;
    const on = (type: "dragover" | "dragleave" | "drop", listen: (event: DragEvent) => void) =>
      window.addEventListener(type, listen, { signal: left.signal });
    on("dragover", (event) => {
      if (!hasFiles(event.dataTransfer)) return;
      // Without this the browser would leave the page and open the file.
      event.preventDefault();
      setIsOver(true);
    });
    on("dragleave", (event) => {
      if (event.relatedTarget === null) setIsOver(false);
    });
    on("drop", (event) => {
      if (event.dataTransfer === null || !hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      setIsOver(false);
      take(event.dataTransfer);
    });
    window.addEventListener(
      "paste",
      (event) => {
        if (event.clipboardData && hasFiles(event.clipboardData)) take(event.clipboardData);
      },
      { signal: left.signal },
    );
    return () => left.abort();
  }, [enabled]);

  return isOver;
}
