import type { TenantTx } from "@/db/tenant";
import { listSteps } from "./plan-queries";
import * as queries from "./queries";
import { readPath } from "./read-path";

const ALL = 10_000;

type Exported = NonNullable<Awaited<ReturnType<typeof gather>>>;

/** One branch of a conversation as a file; undefined when it is not the caller's to see. */
export async function exportConversation(
  tx: TenantTx,
  wanted: { id: string; format: "markdown" | "json"; through: string | undefined },
) {
  const gathered = await gather(tx, wanted.id, wanted.through);
  if (!gathered) return undefined;
  const name = (gathered.conversation.title ?? "conversation").replace(/[^\p{L}\p{N} ._-]+/gu, " ").trim();
  const base = name.slice(0, 80) || "conversation";
  return wanted.format === "json"
    ? {
        fileName: `${base}.json`,
        mimeType: "application/json",
        content: `${JSON.stringify(gathered, null, 2)}\n`,
      }
    : { fileName: `${base}.md`, mimeType: "text/markdown", content: toMarkdown(gathered) };
}

async function gather(tx: TenantTx, id: string, through: string | undefined) {
  const row = await queries.getConversation(tx, id);
  if (!row) return undefined;
  const path = await readPath(tx, { conversationId: id, through, before: undefined, limit: ALL });
  if (!path) return undefined;
  const { title, status, createdAt, authorName, plan, confirmedAt } = row;
  return {
    conversation: { id, title, status, createdAt, authorName, plan, confirmedAt },
    messages: path.items.map(
      ({ role, authorName: author, createdAt: at, parts, text, citations, request }) => ({
        ...{ role, author, at, parts, text },
        status: request?.status ?? null,
        error: request?.error ?? null,
        citations: citations.map(({ id: _, messageId: __, chunkId: ___, ...shown }) => shown),
      }),
    ),
    steps: await listSteps(tx, id),
    notes: await queries.listNotes(tx, id),
  };
}

function toMarkdown({ conversation, messages, notes }: Exported): string {
  const lines = [`# ${conversation.title ?? "Conversation"}`, ""];
  for (const message of messages) {
    const who = message.role === "assistant" ? "Assistant" : (message.author ?? "Somebody");
    lines.push(`## ${who}, ${message.at.toISOString().slice(0, 16).replace("T", " ")} UTC`, "");
    for (const part of message.parts) {
      if (part.type === "plan")
        lines.push(
          `Plan: ${part.plan.goal}`,
          "",
          ...part.plan.steps.map((step, n) => `${n + 1}. ${step.title}`),
        );
      else if (part.type === "note") lines.push(`Note: ${part.title}`);
      else if (part.type === "knowledge")
        lines.push(`Proposed for the knowledge base, under ${part.category}: ${part.title}`);
      else lines.push(part.text);
      if (part.type === "claim") {
        const cited = message.citations.filter(({ claimIndex }) => claimIndex === part.index);
        for (const one of cited) lines.push("", ...quoteOf(one));
      }
      lines.push("");
    }
    if (message.error !== null) lines.push(`*${message.error}*`, "");
  }
  if (notes.length > 0) lines.push("# Notes", "");
  for (const note of notes) lines.push(`## ${note.title}`, "", note.content, "");
  return `${lines.join("\n").trimEnd()}\n`;
}

type Cited = Exported["messages"][number]["citations"][number];

function quoteOf({ path, startLine, endLine, quote, verdict }: Cited): string[] {
  // Longer than any row of backticks inside, so that a quote cannot end its own fence.
  const longest = Math.max(2, ...[...quote.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const lines = startLine === endLine ? `line ${startLine}` : `lines ${startLine} to ${endLine}`;
  const place = path === "" ? "a source that was not among those found" : `\`${path}\`, ${lines}`;
  return [`From ${place}${verdict === "unsupported" ? " (unsupported)" : ""}:`, "", fence, quote, fence];
}
