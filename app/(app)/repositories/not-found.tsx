import { SearchX } from "lucide-react";
import { repositoryMessages as messages } from "@/app/_messages/repositories";
import { EmptyState } from "@/app/_ui/empty-state";
import { ButtonLink } from "@/app/_ui/text-link";
import { Screen } from "../_frame/screen";

export default function RepositoryNotFound() {
  return (
    <Screen title={messages.notFoundTitle} parents={[{ label: messages.title, href: "/repositories" }]}>
      <EmptyState
        icon={<SearchX />}
        title={messages.notFoundTitle}
        action={<ButtonLink href="/repositories">{messages.toList}</ButtonLink>}
      >
        {messages.notFoundBody}
      </EmptyState>
    </Screen>
  );
}
