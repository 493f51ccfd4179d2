"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/app/_trpc/client";
import { repositoriesToChoose } from "./repositories-to-choose";

/** The repositories a search can be kept to, by name; undefined until they are there. */
export function useRepositories() {
  const trpc = useTRPC();
  return useQuery(trpc.repository.list.queryOptions(repositoriesToChoose)).data?.items;
}
