import { newId } from "@/db/columns";
import { planSchema } from "@/db/schema/message-part";
import type { Claim, Passage } from "@/server/answer/answer";
import { AnswerError, type AnswerEvent } from "./answerer";
import type { claimChecker } from "./check-claim";
import type { LoggedEvent } from "./event-log";

// Postgres stores the character NUL nowhere, and jsonb no half of a surrogate pair.
const clean = (text: string) => text.replaceAll("\0", "").toWellFormed();

/** Turns what an answerer says into the events that are kept: claims checked and numbered from 0. */
export function loggedWith(check: ReturnType<typeof claimChecker>, retrieved: Passage[]) {
  let claims = 0;
  const claimed = async (claim: Claim): Promise<LoggedEvent> => ({
    type: "claim",
    data: await check({ ...claim, text: clean(claim.text) }, claims++),
  });
  return async (event: Exclude<AnswerEvent, { type: "usage" }>): Promise<LoggedEvent[]> => {
    switch (event.type) {
      case "text":
      case "draft":
        return [{ type: event.type, data: { text: clean(event.text) } }];
      case "claim":
        return [await claimed(event.claim)];
      case "paragraph": {
        const logged: LoggedEvent[] = [];
        for (const part of event.parts)
          logged.push(
            part.type === "claim"
              ? await claimed(part.claim)
              : { type: "text", data: { text: clean(part.text) } },
          );
        return logged;
      }
      case "retrieved":
        retrieved.push(...event.passages);
        return [retrievedOf(event.passages)];
      case "plan": {
        const plan = planSchema.safeParse(event.plan);
        if (plan.success) return [{ type: "plan", data: { plan: plan.data } }];
        throw new AnswerError(
          "refused",
          "The plan that was proposed cannot be carried out. Ask for another.",
        );
      }
      case "note": {
        const { noteId = newId(), title, content } = event;
        return [{ type: "note", data: { noteId, title: clean(title), content: clean(content) } }];
      }
      case "knowledge": {
        const { entryId = newId(), entry } = event;
        const words = { title: clean(entry.title), content: clean(entry.content) };
        return [
          {
            type: "knowledge",
            data: { entryId, isKept: event.entryId !== undefined, entry: { ...entry, ...words } },
          },
        ];
      }
      case "tool": {
        const { toolCallId, approval } = event;
        return [{ type: "tool", data: { toolCallId, approval } }];
      }
    }
  };
}

/** That passages were found: of one request these add up. */
export const retrievedOf = (passages: Passage[]): LoggedEvent => ({
  type: "retrieved",
  data: { passages: passages.length, files: filesOf(passages) },
});

const filesOf = (passages: Passage[]) => [
  ...new Map(
    passages.map((one) => [
      one.sourceId,
      one.repositoryId === null
        ? { documentId: one.sourceId, path: one.path }
        : { repositoryId: one.repositoryId, path: one.path },
    ]),
  ).values(),
];
