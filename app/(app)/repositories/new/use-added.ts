"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/app/_trpc/client";
import { repositoryHref } from "../hrefs";

/** Goes to a repository that was just added, where its progress is shown. */
export function useAdded() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  return ({ id }: { id: string }) => {
    void queryClient.invalidateQueries(trpc.repository.list.pathFilter());
    router.push(repositoryHref(id));
  };
}
