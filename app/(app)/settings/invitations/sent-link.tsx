"use client";

import { peopleMessages } from "@/app/_messages/people";
import { CopyButton } from "@/app/_ui/copy-button";

export type Sent = { email: string; link: string; isMailed: boolean };

/** A link that is shown this once. */
export function SentLink({ sent: { email, link, isMailed } }: { sent: Sent }) {
  return (
    <section
      aria-label={peopleMessages.linkTitle(email)}
      className="mt-4 rounded-lg border border-line bg-panel p-3"
    >
      <h3 className="break-words font-medium">{peopleMessages.linkTitle(email)}</h3>
      <p className="mt-0.5 text-quiet">{isMailed ? peopleMessages.linkMailed : peopleMessages.linkOnly}</p>
      <div className="mt-2 flex items-center gap-1">
        <code className="min-w-0 flex-1 select-all truncate rounded-sm bg-code px-2 py-1 text-mono">
          {link}
        </code>
        <CopyButton text={link} label={peopleMessages.copyLink} />
      </div>
    </section>
  );
}
