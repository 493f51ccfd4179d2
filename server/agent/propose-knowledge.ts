import type { ProposedEntry } from "@/db/schema/knowledge-part";
import { categoryOf } from "@/db/schema/message-part";
import { withTenant } from "@/db/tenant";
import type { Claim, Passage } from "@/server/answer/answer";
import { lookBeside } from "@/server/knowledge/look-beside";
import { AnswerError, type AnswerEvent, type AnswerInput } from "./answerer";
import { claimChecker } from "./check-claim";
import { REPOSITORY_GONE } from "./endings";
import { lookingAs } from "./find-passages";
import { inputText } from "./input-text";
import { type EntryDraft, placesOf, readDraft, supportedOf, unsupportedOf } from "./read-draft";

/** An entry with what a person should know before they agree to it. */
export interface Proposal {
  entry: ProposedEntry;
  repositoryName: string;
  /** Statements that no place carries. */
  unsupported: string[];
  /** Entries of the same title that are there already: they stay as they are. */
  beside: string[];
}

/**
 * Checks what a draft cites, as the person who asked, and gives the entry that may be proposed with it, or in words why
 * there is none. `audience` is the conversation's at this moment.
 */
export async function proposalOf(
  { organizationId, userId, audience, ...input }: AnswerInput,
  draft: EntryDraft,
  passages: readonly Passage[],
): Promise<Proposal | { problem: string }> {
  const looker = { organizationId, userId, audience };
  const check = claimChecker(looker, [...passages]);
  const claims = [];
  for (const [index, claim] of draft.claims.entries()) claims.push(await check(claim, index));
  // Of a document no repository knows anything.
  const cited = new Set(supportedOf(claims).flatMap(({ repositoryId }) => repositoryId ?? []));
  const repositoryId = chosenRepository(input) ?? (cited.size === 1 ? [...cited][0] : undefined);
  if (repositoryId === undefined) return { problem: cited.size === 0 ? NOTHING_CITED : NO_REPOSITORY };
  const { category, title } = draft;
  // One kind of line end, as people's entries have.
  const content = draft.content.replaceAll(/\r\n?/g, "\n");
  const around = await withTenant(lookingAs(looker), (tx) =>
    lookBeside(tx, { repositoryId, category, title }),
  );
  if (!around) return { problem: REPOSITORY_GONE };
  const sourceFiles = placesOf(claims, { repositoryId, passages });
  if (sourceFiles.length === 0) return { problem: NOTHING_CITED };
  return {
    entry: { repositoryId, category, title, content, sourceFiles },
    ...around,
    unsupported: unsupportedOf(claims),
  };
}

/** What a `write_knowledge` step proposes without being asked once more; undefined of anything else. */
export async function entryFrom(
  input: AnswerInput,
  written: { text: string } | { content: string; claims: Claim[] },
  passages: Passage[],
): Promise<Extract<AnswerEvent, { type: "knowledge" }> | undefined> {
  const { task } = input;
  if (task.type !== "step" || task.step.kind !== "write_knowledge") return undefined;
  const draft = "text" in written ? readDraft(written.text, passages) : written;
  const category = categoryOf(task.step.input) ?? "patterns";
  const title = oneLine(inputText(task.step.input, "title") ?? task.step.title);
  const proposal = await proposalOf(input, { ...draft, category, title }, passages);
  if ("problem" in proposal) throw new AnswerError("refused", proposal.problem);
  return { type: "knowledge", entry: proposal.entry };
}

/** The repository that the step names, or the only one that the conversation looks in. */
function chosenRepository({ task, context }: Pick<AnswerInput, "task" | "context">): string | undefined {
  const named = task.type === "step" && typeof task.step.input === "object" ? task.step.input : {};
  const ids = context.repositoryIds ?? [];
  return inputText(named, "repositoryId") ?? (ids.length === 1 ? ids[0] : undefined);
}

export const oneLine = (title: string): string => title.replaceAll(/\s+/g, " ").trim().slice(0, 200);

const NOTHING_CITED =
  "Nothing that was found carries what it says, so no entry was proposed. Ask for it in other words, choose another repository, or skip the step.";
const NO_REPOSITORY =
  "What was found lies in several repositories, and an entry belongs to one. Choose one for this conversation, and retry the step.";
