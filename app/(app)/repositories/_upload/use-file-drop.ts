"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { addMessages } from "@/app/_messages/repositories";

/** Takes a file that is dropped anywhere on the page, and says whether one hovers over it. */
export function useFileDrop({
  enabled,
  onFile,
  onRefuse,
}: {
  enabled: boolean;
  onFile: (file: File) => void;
  onRefuse: (reason: string) => void;
}): boolean {
  const [isOver, setIsOver] = useState(false);

  const take = useEffectEvent((transfer: DataTransfer) => {
    const [file, ...others] = transfer.files;
    if (file === undefined) return;
    if (others.length > 0) onRefuse(addMessages.droppedMany);
    else if (transfer.items[0]?.webkitGetAsEntry()?.isDirectory) onRefuse(addMessages.droppedFolder);
    else onFile(file);
  });

  useEffect(() => {
    if (!enabled) return;
    const left = new AbortController();
    const on = (type: "dragover" | "dragleave" | "drop", listen: (event: DragEvent) => void) =>
      window.addEventListener(type, listen, { signal: left.signal });
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;

    on("dragover", (event) => {
      if (!hasFiles(event)) return;
      // Without this the browser would leave the page and open the file.
      event.preventDefault();
      setIsOver(true);
    });
    on("dragleave", (event) => {
      if (event.relatedTarget === null) setIsOver(false);
    });
    on("drop", (event) => {
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      setIsOver(false);
      take(event.dataTransfer);
    });
    return () => left.abort();
  }, [enabled]);

  return isOver;
}
