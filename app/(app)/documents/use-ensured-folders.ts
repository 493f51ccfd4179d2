"use client";

import { useRef } from "react";
import { useTRPCClient } from "@/app/_trpc/client";
import { procedureProblem } from "../_session/procedure-problem";
import { UploadProblem } from "./send-file";

/** Finds or makes the folders of an upload below an open one, each once. Rejects with `UploadProblem`. */
export function useEnsuredFolders() {
  const client = useTRPCClient();
  const known = useRef(new Map<string, Promise<string | null>>());
  return async (parentFolderId: string | null, names: string[]): Promise<string | null> => {
    if (names.length === 0) return parentFolderId;
    // No name holds a slash.
    const place = `${parentFolderId ?? ""}/${names.join("/")}`;
    const id =
      known.current.get(place) ??
      client.folder.ensure.mutate({ parentFolderId, names }).then((made) => made.id);
    known.current.set(place, id);
    try {
      return await id;
    } catch (error) {
      known.current.delete(place);
      throw new UploadProblem(procedureProblem(error).message);
    }
  };
}
