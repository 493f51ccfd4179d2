"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Wrench } from "lucide-react";
import { useState } from "react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Input } from "@/app/_ui/input";
import { useToast } from "@/app/_ui/toast";
import { procedureProblem } from "../../_session/procedure-problem";
import { usePermissions } from "../../_session/session-provider";
import type { Message } from "./types";

/** What the assistant wants to do and may not without a person: what exactly, and yes or no with a reason. */
export function ToolApproval({ call }: { call: Message["toolCalls"][number] }) {
  const [reason, setReason] = useState("");
  const canDecide = usePermissions().can("conversation.confirm");
  const toast = useToast();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const after = {
    // Also when it had expired or somebody else was faster: then there is nothing to decide any more.
    onSettled: () => queryClient.invalidateQueries(trpc.message.pathFilter()),
    onError: (error: Parameters<typeof procedureProblem>[0]) =>
      toast.show({
        kind: "failure",
        title: messages.failedAction,
        description: procedureProblem(error).message,
      }),
  };
  const approve = useMutation(trpc.agent.approveToolCall.mutationOptions(after));
  const reject = useMutation(trpc.agent.rejectToolCall.mutationOptions(after));
  return (
    <section aria-label={messages.approval} className="mt-3 rounded-lg border border-line bg-panel">
      <h2 className="flex items-center gap-2 border-line border-b px-3.5 py-2.5 font-medium">
        <Wrench aria-hidden className="size-4 text-quiet" />
        {messages.wants(call.toolName)}
      </h2>
      <dl className="flex max-h-72 flex-col gap-2 overflow-auto px-3.5 py-2.5">
        {inOrder(call.input).map(([name, value]) => (
          <div key={name}>
            <dt className="text-quiet text-small">{messages.inputs[name] ?? name}</dt>
            {/* Word for word, not as Markdown: nothing that is approved may hide in it. */}
            <dd className="wrap-anywhere whitespace-pre-wrap">{shown(value)}</dd>
          </div>
        ))}
      </dl>
      {canDecide && (
        <div className="flex flex-wrap justify-end gap-2 border-line border-t px-3.5 py-2.5">
          <Input
            aria-label={messages.reason}
            placeholder={messages.reason}
            value={reason}
            maxLength={1_000}
            onChange={(event) => setReason(event.target.value)}
            className="min-w-40 flex-1 max-sm:basis-full"
          />
          <Button
            disabled={reason.trim() === ""}
            loading={reject.isPending}
            onClick={() => reject.mutate({ id: call.id, reason })}
          >
            {messages.reject}
          </Button>
          <Button
            variant="primary"
            loading={approve.isPending}
            onClick={() => approve.mutate({ id: call.id })}
          >
            {messages.approve}
          </Button>
        </div>
      )}
    </section>
  );
}

/** What is known by a name of ours in the order of these names, then the rest: jsonb keeps no order. */
function inOrder(input: Record<string, unknown>): [string, unknown][] {
  const names = Object.keys(messages.inputs);
  const place = ([name]: [string, unknown]) => (names.includes(name) ? names.indexOf(name) : names.length);
  return Object.entries(input).toSorted((a, b) => place(a) - place(b));
}

/** Lists a line each; anything else as it would be sent. */
function shown(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value.join("\n");
  return JSON.stringify(value, undefined, 2);
}
