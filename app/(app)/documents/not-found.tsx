import { SearchX } from "lucide-react";
import { documentMessages as messages } from "@/app/_messages/documents";
import { EmptyState } from "@/app/_ui/empty-state";
import { ButtonLink } from "@/app/_ui/text-link";
import { Screen } from "../_frame/screen";

export default function DocumentNotFound() {
  return (
    <Screen title={messages.notFoundTitle} parents={[{ label: messages.title, href: "/documents" }]}>
      <EmptyState
        icon={<SearchX />}
        title={messages.notFoundTitle}
        action={<ButtonLink href="/documents">{messages.toList}</ButtonLink>}
      >
        {messages.notFoundBody}
      </EmptyState>
    </Screen>
  );
}
