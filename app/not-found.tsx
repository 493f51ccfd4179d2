import { Compass } from "lucide-react";
import type { Metadata } from "next";
import { uiMessages } from "./_messages/ui";
import { EmptyState } from "./_ui/empty-state";
import { ButtonLink } from "./_ui/text-link";

export const metadata: Metadata = { title: uiMessages.notFoundTitle };

export default function NotFoundPage() {
  return (
    <main className="grid min-h-dvh place-content-center">
      <EmptyState
        heading="h1"
        icon={<Compass />}
        title={uiMessages.notFoundTitle}
        action={<ButtonLink href="/">{uiMessages.backToStart}</ButtonLink>}
      >
        {uiMessages.notFoundBody}
      </EmptyState>
    </main>
  );
}
