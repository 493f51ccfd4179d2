"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download, Ellipsis, Upload } from "lucide-react";
import { useRef } from "react";
import { knowledgeMessages as messages } from "@/app/_messages/knowledge";
import { useTRPC } from "@/app/_trpc/client";
import { IconButton } from "@/app/_ui/icon-button";
import { Menu, MenuItem } from "@/app/_ui/menu";
import { useToast } from "@/app/_ui/toast";
import { saveFile } from "../../../usage/save-file";
import { problemOf } from "../../problem";

/** Takes knowledge out as Markdown, and back in. */
export function TransferMenu({ repositoryId, canWrite }: { repositoryId: string; canWrite: boolean }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const chosen = useRef<HTMLInputElement>(null);
  const take = useMutation(trpc.knowledge.import.mutationOptions());

  async function exportAs(form: "agents" | "categories") {
    try {
      const options = trpc.knowledge.export.queryOptions({ repositoryId, form }, { staleTime: 0 });
      const { files } = await queryClient.fetchQuery(options);
      for (const { name, text } of files) saveFile(name, text, "text/markdown");
    } catch (error) {
      toast.show({ kind: "failure", title: messages.exportFailed, description: problemOf(error).message });
    }
  }

  async function importFiles(list: FileList | null) {
    if (!list || list.length === 0) return;
    try {
      const files = await Promise.all(
        [...list].map(async (one) => ({ name: one.name, text: await one.text() })),
      );
      const { created, updated, unchanged, faults } = await take.mutateAsync({ repositoryId, files });
      toast.show({
        kind: faults.length > 0 ? "failure" : "success",
        title: messages.imported(created, updated, unchanged),
        ...(faults.length > 0 ? { description: messages.faults(faults) } : {}),
      });
      await queryClient.invalidateQueries(trpc.knowledge.pathFilter());
    } catch (error) {
      toast.show({ kind: "failure", title: messages.importFailed, description: problemOf(error).message });
    }
  }

  return (
    <>
      <Menu
        trigger={
          <IconButton label={messages.transfer}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Download aria-hidden />} onClick={() => exportAs("agents")}>
          {messages.exportAgents}
        </MenuItem>
        <MenuItem icon={<Download aria-hidden />} onClick={() => exportAs("categories")}>
          {messages.exportCategories}
        </MenuItem>
        {canWrite && (
          <MenuItem icon={<Upload aria-hidden />} onClick={() => chosen.current?.click()}>
            {messages.import}
          </MenuItem>
        )}
      </Menu>
      <input
        ref={chosen}
        type="file"
        accept=".md,text/markdown"
        multiple
        hidden
        aria-label={messages.import}
        onChange={(event) => {
          const input = event.currentTarget;
          // The same file chosen again is a change again.
          void importFiles(input.files).finally(() => {
            input.value = "";
          });
        }}
      />
    </>
  );
}
