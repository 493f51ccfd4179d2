"use client";

import { uiMessages } from "./_messages/ui";
import { FailedState } from "./_ui/failed-state";
import "./globals.css";

/** Shown when the root layout itself breaks: no provider is there, so nothing here may need one. */
export default function GlobalErrorPage({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>{uiMessages.errorTitle}</title>
        <main className="grid min-h-dvh place-content-center">
          <FailedState heading="h1" title={uiMessages.errorTitle} onRetry={retry}>
            <p>{uiMessages.errorBody}</p>
            {error.digest !== undefined && (
              <p className="mt-2 text-small">{uiMessages.errorReference(error.digest)}</p>
            )}
          </FailedState>
        </main>
      </body>
    </html>
  );
}
