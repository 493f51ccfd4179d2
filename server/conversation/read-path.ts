import type { TenantTx } from "@/db/tenant";
import { locateCitation } from "@/server/answer/locate-citation";
import { nameOfSource, readSourcesNow } from "@/server/search/read-sources";
import { listRequestFacts } from "./answer-queries";
import * as messages from "./message-queries";

export interface PathRequest {
  conversationId: string;
  /** Shows the branch through this message; without it the newest. */
  through: string | undefined;
  /** Shows what stands above this message. */
  before: string | undefined;
  limit: number;
}

/**
 * The messages of one branch, oldest first, with citations, requests and siblings. `earlierThan` fetches what stands
 * above; null at the beginning. Undefined when `through` or `before` is no message of the conversation.
 */
export async function readPath(tx: TenantTx, request: PathRequest) {
  const { conversationId, through, before, limit } = request;
  const from = await startOf(tx, request);
  if (from === undefined)
    return through === undefined && before === undefined ? { items: [], earlierThan: null } : undefined;
  if (from === null) return { items: [], earlierThan: null };
  const ids = await messages.listPathIds(tx, { conversationId, from, limit: limit + 1 });
  const shown = ids.slice(0, limit);
  const rows = await messages.listMessages(tx, shown);
  const siblings = await messages.listSiblings(tx, conversationId, [
    ...new Set(rows.map((row) => row.parentMessageId)),
  ]);
  const citations = await readCitations(tx, shown);
  const requestIds = rows.flatMap(({ request: one }) => (one ? [one.id] : []));
  const toolCalls = requestIds.length === 0 ? [] : await messages.listToolCalls(tx, requestIds);
  const facts = requestIds.length === 0 ? [] : await listRequestFacts(tx, requestIds);
  return {
    items: rows.map((row) => {
      const among = siblings.filter(
        (one) => one.parentMessageId === row.parentMessageId && one.role === row.role,
      );
      return {
        ...row,
        request: row.request && withFacts(row.request, facts),
        citations: citations.filter(({ messageId }) => messageId === row.id),
        toolCalls: toolCalls.filter(({ requestId }) => requestId === row.request?.id),
        /** All versions of this message, itself among them, oldest first: the pager between branches. */
        siblingIds: among.map(({ id }) => id),
      };
    }),
    earlierThan: ids.length > limit ? (shown.at(-1) ?? null) : null,
  };
}

function withFacts<Request extends { id: string }>(
  request: Request,
  facts: Awaited<ReturnType<typeof listRequestFacts>>,
) {
  const { passages, model } = facts.find(({ requestId }) => requestId === request.id) ?? {};
  /** How many passages were found for it, and the model that was asked; null where passages were quoted. */
  return { ...request, passages: passages ?? null, model: model ?? null };
}

async function startOf(tx: TenantTx, request: PathRequest): Promise<string | null | undefined> {
  const { conversationId, through, before } = request;
  if (before === undefined) return messages.getNewestLeaf(tx, conversationId, through);
  const message = await messages.getMessage(tx, before);
  return message?.conversationId === conversationId ? message.parentMessageId : undefined;
}

/** Citations with where their words stand now: `current`, `moved` elsewhere in the file or document, `changed` or `gone`. */
export async function readCitations(tx: TenantTx, messageIds: string[]) {
  if (messageIds.length === 0) return [];
  const rows = await messages.listCitations(tx, messageIds);
  const now = await readSourcesNow(
    tx,
    rows.filter(({ path }) => path !== ""),
  );
  return rows.map((row) => {
    const source = now.get(nameOfSource(row));
    const located = locateCitation(row, source);
    const moved = source && located.startChar !== undefined ? linesOf(source.content, located) : {};
    return { ...row, freshness: located.freshness, ...moved };
  });
}

function linesOf(content: string, span: { startChar?: number; endChar?: number }) {
  const { startChar = 0, endChar = 0 } = span;
  const lineAt = (char: number) => content.slice(0, char).split("\n").length;
  return {
    startChar,
    endChar,
    startLine: lineAt(startChar),
    endLine: lineAt(Math.max(startChar, endChar - 1)),
  };
}
