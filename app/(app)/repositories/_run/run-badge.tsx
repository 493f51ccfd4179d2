import { repositoryMessages } from "@/app/_messages/repositories";
import { Badge } from "@/app/_ui/badge";
import type { Run } from "../types";

const tones = { running: "tint", failed: "danger", queued: "plain", cancelled: "plain" } as const;

/** How the latest run stands; nothing when it ended well. */
export function RunBadge({ run }: { run: Pick<Run, "status"> | null }) {
  if (run === null || run.status === "completed") return null;
  return <Badge tone={tones[run.status]}>{repositoryMessages.states[run.status] ?? run.status}</Badge>;
}
