import { LoaderCircle } from "lucide-react";
import { uiMessages } from "@/app/_messages/ui";
import { cn } from "./cn";

/** A turning mark; pass `label={null}` where the text beside it already says what is happening. */
export function Spinner({
  label = uiMessages.loading,
  className,
}: {
  label?: string | null;
  className?: string;
}) {
  const icon = <LoaderCircle aria-hidden className={cn("size-4 animate-spin text-current", className)} />;
  if (label === null) return icon;
  return (
    <span role="status" className="inline-flex">
      {icon}
      <span className="sr-only">{label}</span>
    </span>
  );
}
