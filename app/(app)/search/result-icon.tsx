import { BookOpen, FileCode, FileText } from "lucide-react";
import { isProse } from "./prose-excerpt";
import type { Result } from "./use-results";

/** What kind of thing was found: code, text, or an entry of knowledge. */
export function ResultIcon({
  result,
  className,
}: {
  result: Pick<Result, "kind" | "language">;
  className: string;
}) {
  const Icon = result.kind === "knowledge" ? BookOpen : isProse(result.language) ? FileText : FileCode;
  return <Icon aria-hidden className={className} />;
}
