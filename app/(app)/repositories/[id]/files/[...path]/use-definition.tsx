"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { identifierOf } from "@/app/_code/identifier-in";
import type { LineRange } from "@/app/_code/line-range";
import { fileMessages as messages } from "@/app/_messages/files";
import { useTRPC } from "@/app/_trpc/client";
import { useToast } from "@/app/_ui/toast";
import { procedureProblem } from "../../../../_session/procedure-problem";
import { fileHref } from "../../../hrefs";
import { type Definition, GoToDefinition } from "./go-to-definition";

type Here = { repositoryId: string; path: string; onGo: (range: LineRange) => void };

/** The way from a name in a file to where it is declared: at once if there is one place, else through a list. */
export function useDefinition({ repositoryId, path, onGo }: Here) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const selected = useSelectedIdentifier();
  // The dialog's name; undefined while it is shut.
  const [asked, setAsked] = useState<string>();

  const open = useCallback(
    (definition: Definition) => {
      setAsked(undefined);
      const lines = { from: definition.startLine, to: definition.startLine };
      if (definition.repositoryId === repositoryId && definition.path === path) onGo(lines);
      else router.push(fileHref(definition.repositoryId, definition.path, lines));
    },
    [repositoryId, path, onGo, router],
  );

  const go = useCallback(
    async (name: string) => {
      const options = trpc.search.definitions.queryOptions({ name, from: { repositoryId, path } });
      try {
        const { items } = await queryClient.fetchQuery(options);
        const [only] = items;
        if (only === undefined) {
          const title = messages.definitionNone(name);
          toast.show({ title, description: messages.definitionNoneBody });
        } else if (items.length === 1) open(only);
        else setAsked(name);
      } catch (error) {
        toast.show({
          kind: "failure",
          title: messages.definitionFailed,
          description: procedureProblem(error).message,
        });
      }
    },
    [trpc, queryClient, repositoryId, path, open, toast],
  );

  return {
    label: selected === undefined ? messages.goToDefinition : messages.goToDefinitionOf(selected),
    /** Goes to the definition of what is selected, or asks for a name. */
    ask: () => (selected === undefined ? setAsked("") : void go(selected)),
    go,
    dialog: (
      <GoToDefinition
        asked={asked}
        from={{ repositoryId, path }}
        onClose={() => setAsked(undefined)}
        onOpen={open}
      />
    ),
  };
}

/** The identifier that is selected in the code. It stays so while the palette's field has the focus. */
function useSelectedIdentifier(): string | undefined {
  const [selected, setSelected] = useState<string>();
  useEffect(() => {
    function read() {
      const selection = document.getSelection();
      const place = selection?.anchorNode;
      const element = place instanceof Element ? place : place?.parentElement;
      if (selection && element?.closest("code")) setSelected(identifierOf(selection.toString()));
    }
    document.addEventListener("selectionchange", read);
    return () => document.removeEventListener("selectionchange", read);
  }, []);
  return selected;
}
