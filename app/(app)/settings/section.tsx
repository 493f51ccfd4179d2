import type { ReactNode } from "react";

type SectionProps = { title: string; description?: ReactNode; action?: ReactNode; children?: ReactNode };

/** One part of a settings page under its heading. */
export function Section({ title, description, action, children }: SectionProps) {
  return (
    <section aria-label={title} className="mb-10 last:mb-0">
      <div className="mb-4 flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h2 className="font-semibold text-reading">{title}</h2>
          {description !== undefined && <p className="mt-0.5 text-pretty text-quiet">{description}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
