"use client";

import { FileX } from "lucide-react";
import { useParams } from "next/navigation";
import { fileMessages as messages } from "@/app/_messages/files";
import { repositoryMessages } from "@/app/_messages/repositories";
import { EmptyState } from "@/app/_ui/empty-state";
import { ButtonLink } from "@/app/_ui/text-link";
import { Screen } from "../../../../_frame/screen";
import { repositoryHref } from "../../../hrefs";

export default function FileNotFound() {
  const { id } = useParams<{ id: string }>();
  return (
    <Screen
      title={messages.notFoundTitle}
      parents={[{ label: repositoryMessages.title, href: "/repositories" }]}
    >
      <EmptyState
        icon={<FileX />}
        title={messages.notFoundTitle}
        action={
          <ButtonLink href={repositoryHref(decodeURIComponent(id))}>{messages.toRepository}</ButtonLink>
        }
      >
        {messages.notFoundBody}
      </EmptyState>
    </Screen>
  );
}
