import type { Metadata } from "next";
import { conversationMessages } from "@/app/_messages/conversations";
import { NewConversation } from "./new-conversation";

export const metadata: Metadata = { title: conversationMessages.newTitle };

export default function NewConversationPage() {
  return <NewConversation />;
}
