"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown, Sparkles } from "lucide-react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { Menu, MenuChoices } from "@/app/_ui/menu";
import { contextChip } from "./context-chip";

/** The models that can be chosen, the one that is taken without a choice first; undefined until they are there. */
export const useModels = () =>
  useQuery(useTRPC().agent.models.queryOptions(undefined, { staleTime: 5 * 60_000 })).data;

type ModelChoiceProps = {
  /** Null takes the first. */
  modelId: string | null;
  onModel: (id: string) => void;
};

/** Which model answers from the next question on. Where there is nothing to choose from, nothing is shown. */
export function ModelChoice({ modelId, onModel }: ModelChoiceProps) {
  const models = useModels() ?? [];
  // One that was chosen and is not configured any more gives way to the first, as it does on the server.
  const chosen = models.find(({ id }) => id === modelId) ?? models[0];
  if (chosen === undefined || models.length < 2) return null;
  return (
    <Menu
      side="top"
      align="start"
      trigger={
        <button type="button" className={contextChip} aria-label={messages.modelIs(chosen.label)}>
          <Sparkles aria-hidden />
          <span className="truncate">{chosen.label}</span>
          <ChevronDown aria-hidden />
        </button>
      }
    >
      <MenuChoices
        label={messages.model}
        options={models.map(({ id, label }) => ({ value: id, label }))}
        value={chosen.id}
        onValueChange={onModel}
      />
    </Menu>
  );
}
