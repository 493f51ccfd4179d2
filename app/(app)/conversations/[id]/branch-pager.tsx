import { ChevronLeft, ChevronRight } from "lucide-react";
import { conversationMessages as messages } from "@/app/_messages/conversations";
import { IconButton } from "@/app/_ui/icon-button";

type BranchPagerProps = { id: string; siblingIds: readonly string[]; onBranch: (id: string) => void };

/** Between the versions of a message; nothing where there is one. */
export function BranchPager({ id, siblingIds, onBranch }: BranchPagerProps) {
  const index = siblingIds.indexOf(id);
  const [previous, next] = [siblingIds[index - 1], siblingIds[index + 1]];
  if (siblingIds.length < 2 || index < 0) return null;
  return (
    <span className="inline-flex items-center text-quiet text-small tabular-nums">
      <IconButton
        size="small"
        label={messages.previousVersion}
        disabled={previous === undefined}
        onClick={() => previous !== undefined && onBranch(previous)}
      >
        <ChevronLeft aria-hidden />
      </IconButton>
      <span aria-live="polite">{messages.versions(index + 1, siblingIds.length)}</span>
      <IconButton
        size="small"
        label={messages.nextVersion}
        disabled={next === undefined}
        onClick={() => next !== undefined && onBranch(next)}
      >
        <ChevronRight aria-hidden />
      </IconButton>
    </span>
  );
}
