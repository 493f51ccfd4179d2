"use client";

import { uiMessages } from "./_messages/ui";
import { FailedState } from "./_ui/failed-state";
import { ButtonLink } from "./_ui/text-link";

type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <main className="grid min-h-dvh place-content-center justify-items-center">
      <FailedState heading="h1" title={uiMessages.errorTitle} onRetry={retry} className="pb-2">
        <p>{uiMessages.errorBody}</p>
        {error.digest !== undefined && (
          <p className="mt-2 text-small">{uiMessages.errorReference(error.digest)}</p>
        )}
      </FailedState>
      <ButtonLink href="/" variant="quiet">
        {uiMessages.backToStart}
      </ButtonLink>
    </main>
  );
}
