"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { MessagesSquare } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/empty-state";
import { Screen } from "../../_frame/screen";
import { Composer, type Draft } from "../[id]/composer";
import { ModelChoice, useModels } from "../[id]/model-choice";
import { newKey } from "../[id]/new-key";
import { conversationHref } from "../list-input";

/** An empty conversation: its first question makes it, so that none is kept in which nothing was asked. */
export function NewConversation() {
  const router = useRouter();
  const trpc = useTRPC();
  const usage = useQuery(trpc.usage.current.queryOptions(undefined, { staleTime: 60_000 })).data;
  const create = useMutation(trpc.conversation.create.mutationOptions());
  const send = useMutation(trpc.message.send.mutationOptions());
  const propose = useMutation(trpc.conversation.plan.propose.mutationOptions());
  const [chosenId, setChosenId] = useState<string | null>(null);
  const isThere = useModels()?.some(({ id }) => id === chosenId);
  const modelId = isThere ? chosenId : null;
  // A second try after a lost answer makes neither a second conversation nor a second message.
  const made = useRef<{ id: string } | undefined>(undefined);
  const key = useRef(newKey());

  async function ask({ text, context, wants }: Draft) {
    made.current ??= await create.mutateAsync({ context });
    const { id } = made.current;
    const asked = { conversationId: id, context, clientKey: key.current, modelId };
    if (wants === "plan") await propose.mutateAsync({ ...asked, goal: text });
    else await send.mutateAsync({ ...asked, text });
    router.push(conversationHref(id));
  }

  return (
    <Screen title={messages.newTitle} parents={[{ label: messages.title, href: "/conversations" }]} flush>
      <div className="mx-auto flex h-full max-w-168 flex-col px-4 pb-4 sm:px-6 sm:pb-5">
        <div className="flex min-h-0 flex-1 items-center justify-center overflow-y-auto">
          <EmptyState icon={<MessagesSquare />} title={messages.emptyConversationTitle}>
            {messages.emptyConversationBody} {usage?.models.length === 0 && messages.quotesOnly}
          </EmptyState>
        </div>
        <Composer
          conversationId="new"
          placeholder={messages.askPlaceholder}
          modelChoice={<ModelChoice modelId={modelId} onModel={setChosenId} />}
          onSend={ask}
          isAutoFocused
        />
      </div>
    </Screen>
  );
}
