import { SearchX } from "lucide-react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { EmptyState } from "@/app/_ui/empty-state";
import { ButtonLink } from "@/app/_ui/text-link";
import { Screen } from "../_frame/screen";

export default function ConversationNotFound() {
  return (
    <Screen title={messages.notFoundTitle} parents={[{ label: messages.title, href: "/conversations" }]}>
      <EmptyState
        icon={<SearchX />}
        title={messages.notFoundTitle}
        action={<ButtonLink href="/conversations">{messages.toList}</ButtonLink>}
      >
        {messages.notFoundBody}
      </EmptyState>
    </Screen>
  );
}
