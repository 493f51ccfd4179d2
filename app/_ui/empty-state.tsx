import type { ReactNode } from "react";
import { cn } from "./cn";

type EmptyStateProps = {
  icon?: ReactNode;
  title: string;
  /** What would be here, and how it gets here. */
  children?: ReactNode;
  /** The one clear thing to do. */
  action?: ReactNode;
  /** The heading's level where the state is the page itself. */
  heading?: "h1" | "h2" | "h3" | undefined;
  className?: string | undefined;
};

/** A list with nothing in it, or a page with nothing on it. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  heading: Heading = "h2",
  className,
}: EmptyStateProps) {
  return (
    <div className={cn("mx-auto flex max-w-sm flex-col items-center px-4 py-16 text-center", className)}>
      {icon !== undefined && (
        <div className="mb-3 text-quiet [&_svg]:size-6 [&_svg]:stroke-[1.5]" aria-hidden>
          {icon}
        </div>
      )}
      <Heading className="font-semibold text-reading">{title}</Heading>
      {children !== undefined && <div className="mt-1 text-pretty text-quiet">{children}</div>}
      {action !== undefined && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
