"use client";

import { useEffect, useEffectEvent, useState } from "react";

/** Hears of files and folders that are dropped anywhere on the page or pasted into it, and says whether some hover over it. */
export function useFilesDrop({
  enabled,
  onTransfer,
}: {
  enabled: boolean;
  /** Must read the transfer at once: it is empty after the event. */
  onTransfer: (transfer: DataTransfer) => void;
}): boolean {
  const [isOver, setIsOver] = useState(false);
  const take = useEffectEvent(onTransfer);

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
