"use client";

import { useEffect, useRef, useState } from "react";
import { documentMessages as messages } from "@/app/_messages/documents";
import { messageOf, sendFile } from "./send-file";
import { type Taken, TakingProblem } from "./taken-files";
import { useEnsuredFolders } from "./use-ensured-folders";
import { useRefresh } from "./use-move";

export interface Upload {
  key: number;
  /** With the folders it stood in. */
  name: string;
  sizeBytes: number;
  status: "waiting" | "sending" | "done" | "failed" | "note";
  sentBytes: number;
  /** The document it became; a folder has none. */
  id?: string;
  /** Why it failed, or what there is to note. */
  problem?: string;
}

export type Uploads = ReturnType<typeof useUploads>;

type Waiting = { key: number; file: File | undefined; folders: string[]; folderId: string | null };

// A thousand files must not have the lists read a thousand times.
const REFRESH_EVERY_MS = 1_000;
let lastKey = 0;

/** Files on their way into a folder, one after the other; each keeps what came of it until the list is closed. */
export function useUploads(folderId: string | null) {
  const [list, setList] = useState<Upload[]>([]);
  const queue = useRef<Waiting[]>([]);
  const running = useRef<AbortController>(undefined);
  const refresh = useRefresh();
  const ensureFolder = useEnsuredFolders();
  useEffect(() => () => running.current?.abort(), []);

  const change = (key: number, to: Partial<Upload>) =>
    setList((before) => before.map((one) => (one.key === key ? { ...one, ...to } : one)));
  const show = (name: string, more: Pick<Upload, "status"> & Partial<Upload>): number => {
    const key = ++lastKey;
    setList((before) => [...before, { sizeBytes: 0, sentBytes: 0, ...more, key, name }]);
    return key;
  };

  /** Takes up what was dropped, pasted or chosen, as soon as it is read. */
  async function add(reading: Taken | Promise<Taken>): Promise<void> {
    try {
      const { files, emptyFolders, leftOut } = await reading;
      for (const { file, folders } of files) {
        const name = [...folders, file.name].join("/");
        const key = show(name, { status: "waiting", sizeBytes: file.size });
        queue.current.push({ key, file, folders, folderId });
      }
      for (const folders of emptyFolders) {
        const key = show(`${folders.join("/")}/`, { status: "waiting" });
        queue.current.push({ key, file: undefined, folders, folderId });
      }
      if (leftOut > 0) show(messages.taken, { status: "note", problem: messages.leftOut(leftOut) });
      if (!running.current) void work();
    } catch (error) {
      const problem = error instanceof TakingProblem ? error.message : messages.notTaken;
      show(messages.taken, { status: "failed", problem });
    }
  }

  async function work(): Promise<void> {
    const ending = new AbortController();
    running.current = ending;
    let refreshedMs = 0;
    for (let next = queue.current.shift(); next && !ending.signal.aborted; next = queue.current.shift()) {
      await send(next, ending.signal);
      if (queue.current.length > 0 && performance.now() - refreshedMs < REFRESH_EVERY_MS) continue;
      refreshedMs = performance.now();
      void refresh();
    }
    if (running.current === ending) running.current = undefined;
  }

  async function send({ key, file, folders, folderId: into }: Waiting, signal: AbortSignal): Promise<void> {
    change(key, { status: "sending" });
    try {
      const place = await ensureFolder(into, folders);
      if (!file) return change(key, { status: "done" });
      const onProgress = (sentBytes: number) => change(key, { sentBytes });
      const { id } = await sendFile({ file, folderId: place }, { signal, onProgress });
      change(key, { status: "done", id });
    } catch (error) {
      change(key, { status: "failed", problem: messageOf(error) });
    }
  }

  function clear(): void {
    running.current?.abort();
    running.current = undefined;
    queue.current = [];
    setList([]);
  }

  const isUnderWay = list.some(({ status }) => status === "waiting" || status === "sending");
  return { list, add, clear, isUnderWay };
}
