import type { ReactNode } from "react";

/** Heading, what to know, and the form below. */
export function AuthHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-5">
      <h1 className="font-semibold text-title">{title}</h1>
      {children !== undefined && <div className="mt-1 text-quiet">{children}</div>}
    </div>
  );
}
