import { FileX } from "lucide-react";
import { fileMessages as messages } from "@/app/_messages/files";
import { EmptyState } from "@/app/_ui/empty-state";
import { ButtonLink } from "@/app/_ui/text-link";
import { repositoryHref } from "../../../hrefs";

/** A file whose content is not kept: why instead. */
export function SkippedFile({ reason, repositoryId }: { reason: string; repositoryId: string }) {
  return (
    <EmptyState
      icon={<FileX />}
      title={messages.skippedTitle}
      action={<ButtonLink href={repositoryHref(repositoryId)}>{messages.toRepository}</ButtonLink>}
    >
      <p className="text-text">{reason}</p>
      <p className="mt-1">{messages.skippedBody}</p>
    </EmptyState>
  );
}
