"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/app/_trpc/client";

/** Whether there are documents to be found; undefined until it is known. */
export function useHasDocuments(): boolean | undefined {
  const tree = useQuery(useTRPC().folder.tree.queryOptions(undefined, { staleTime: 30_000 })).data;
  return tree && (tree.documents > 0 || tree.folders.some(({ documents }) => documents > 0));
}
