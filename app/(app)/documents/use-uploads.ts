"use client";

import { useEffect, useRef, useState } from "react";
import { messageOf, sendFile } from "./send-file";
import { useRefresh } from "./use-move";

export interface Upload {
  key: number;
  name: string;
  sizeBytes: number;
  status: "waiting" | "sending" | "done" | "failed";
  sentBytes: number;
  /** The document it became. */
  id?: string;
  problem?: string;
}

export type Uploads = ReturnType<typeof useUploads>;

let lastKey = 0;

/** Files on their way into a folder, one after the other; each keeps what came of it until the list is closed. */
export function useUploads(folderId: string | null) {
  const [list, setList] = useState<Upload[]>([]);
  const queue = useRef<{ key: number; file: File; folderId: string | null }[]>([]);
  const running = useRef<AbortController>(undefined);
  const refresh = useRefresh();
  useEffect(() => () => running.current?.abort(), []);

  const change = (key: number, to: Partial<Upload>) =>
    setList((before) => before.map((one) => (one.key === key ? { ...one, ...to } : one)));

  function add(files: File[]): void {
    const added = files.map((file) => ({ key: ++lastKey, file, folderId }));
    queue.current.push(...added);
    setList((before) => [
      ...before,
      ...added.map(
        ({ key, file }): Upload => ({
          ...{ key, name: file.name, sizeBytes: file.size, status: "waiting", sentBytes: 0 },
        }),
      ),
    ]);
    if (!running.current) void work();
  }

  function refuse(name: string, problem: string): void {
    const refused: Upload = { key: ++lastKey, name, sizeBytes: 0, status: "failed", sentBytes: 0, problem };
    setList((before) => [...before, refused]);
  }

  async function work(): Promise<void> {
    const ending = new AbortController();
    running.current = ending;
    for (let next = queue.current.shift(); next && !ending.signal.aborted; next = queue.current.shift()) {
      const { key } = next;
      change(key, { status: "sending" });
      try {
        const onProgress = (sentBytes: number) => change(key, { sentBytes });
        const { id } = await sendFile(next, { signal: ending.signal, onProgress });
        change(key, { status: "done", id });
        void refresh();
      } catch (error) {
        change(key, { status: "failed", problem: messageOf(error) });
      }
    }
    if (running.current === ending) running.current = undefined;
  }

  function clear(): void {
    running.current?.abort();
    running.current = undefined;
    queue.current = [];
    setList([]);
  }

  const isUnderWay = list.some(({ status }) => status === "waiting" || status === "sending");
  return { list, add, refuse, clear, isUnderWay };
}
