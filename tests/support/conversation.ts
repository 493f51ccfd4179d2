import type { Person } from "./sign-up";

/** Waits until an answer is settled, whoever works on it; gives its message. */
export async function settled(person: Person, conversationId: string, messageId: string, timeoutMs = 30_000) {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    const { items } = await person.api.message.list({ conversationId, through: messageId });
    const message = items.find(({ id }) => id === messageId);
    const status = message?.request?.status;
    if (message && status !== "pending" && status !== "in_progress") return message;
    if (Date.now() > endMs) throw new Error(`The answer did not settle: ${JSON.stringify(message)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until a conversation's plan is completed. */
export async function completed(person: Person, id: string, timeoutMs = 60_000) {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    const conversation = await person.api.conversation.get({ id });
    if (conversation.status === "completed") return conversation;
    if (Date.now() > endMs) throw new Error(`The plan did not end: ${JSON.stringify(conversation.steps)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until the `nth` call of a tool in the last message waits for a person's decision. */
export async function asked(person: Person, conversationId: string, nth = 1) {
  for (let tries = 0; tries < 200; tries++) {
    const { items } = await person.api.message.list({ conversationId });
    const call = items.at(-1)?.toolCalls[nth - 1];
    if (call?.approval === "pending") return call;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("The assistant did not ask.");
}
