import { documentMessages as messages } from "@/app/_messages/documents";
import { Badge } from "@/app/_ui/badge";

type Indexed = { indexingStatus: string; indexingError: string | null };

/** How far a document is on its way into the index; nothing where it is in it. */
export function IndexingBadge({ document: { indexingStatus, indexingError } }: { document: Indexed }) {
  if (indexingStatus === "completed") return null;
  return (
    <span title={indexingError ?? undefined}>
      <Badge tone={indexingStatus === "failed" ? "danger" : "plain"}>{messages.states[indexingStatus]}</Badge>
    </span>
  );
}
