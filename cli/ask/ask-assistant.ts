import { newId } from "@/db/columns";
import type { Api } from "./serve-api";
import { type WrittenAnswer, writtenAnswer } from "./written-answer";

const LOOK_EVERY_MS = 200;

/** Asks the assistant in a conversation of its own, as the app does, and waits until the answer is kept. */
export async function askAssistant(api: Api, question: string): Promise<WrittenAnswer> {
  // With a name of its own it asks no model for one.
  const { id: conversationId } = await api.conversation.create.mutate({ title: question.slice(0, 200) });
  const { responseMessageId } = await api.message.send.mutate({
    ...{ conversationId, text: question, clientKey: newId() },
  });
  for (;;) {
    const { items } = await api.message.list.query({ conversationId, through: responseMessageId });
    const message = items.find(({ id }) => id === responseMessageId);
    if (!message?.request) throw new Error("The answer is not where it was asked for.");
    const { status } = message.request;
    if (status !== "pending" && status !== "in_progress") return writtenAnswer(message);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
