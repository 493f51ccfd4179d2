import { newId } from "@/db/columns";
import type { TenantTx } from "@/db/tenant";
import { enqueue } from "@/server/background/enqueue";
import { smallChatModel } from "@/server/model/chat-models";
import { listToWord } from "./wording-queries";

/** Lets the small model word what was mined and is not worded yet, in the background: nothing without a model. */
export async function queueWording(
  tx: TenantTx,
  of: { organizationId: string; repositoryId: string; as: "person" | "agent" },
): Promise<void> {
  if (!smallChatModel()) return;
  const { organizationId, repositoryId, as } = of;
  if ((await listToWord(tx, repositoryId)).length === 0) return;
  // Under the id of the request its calls are counted; a second try of the same job finds them by it.
  await enqueue(tx, "word-knowledge", { data: { organizationId, repositoryId, requestId: newId() }, as });
}
