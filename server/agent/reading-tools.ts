import { z } from "zod";
import type { readingTools } from "@/db/schema/agent";
import { withTenant } from "@/db/tenant";
import type { Passage } from "@/server/answer/answer";
import { fencePassages } from "@/server/answer/fence-passages";
import type { ModelTool } from "@/server/model/stream-model";
import { listPathsLike } from "@/server/repository/list-paths-like";
import { listDocumentPathsLike } from "@/server/search/list-document-paths";
import { readDocumentAt } from "@/server/search/read-document-passages";
import { readFilePassages } from "@/server/search/read-file-passages";
import type { AnswerInput } from "./answerer";
import { findPassages, type Looker, lookingAs } from "./find-passages";
import { fitPassages } from "./model-prompt";
import * as queries from "./queries";

const MOST_PATHS = 50;
const MOST_OF_DOCUMENT = 50;
const MOST_MESSAGES = 50;
const MESSAGE_CHARS = 1_000;

const text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((it) => !it.includes("\0"));

const inputs = {
  search: z.object({ query: text(1_000) }),
  read_file: z.object({ path: text(4_096), startLine: z.number().int().min(1).optional() }),
  list_files: z.object({ text: text(200) }),
  read_conversation: z.object({}),
};

/** What a model is offered: it looks, and changes nothing. */
export const toolDefinitions: Record<(typeof readingTools)[number], ModelTool> = {
  search: {
    description: "Finds passages of the indexed code and documents, by meaning and by words.",
    inputSchema: inputs.search,
  },
  read_file: {
    description: "Reads an indexed file or document by its whole path, from a line on.",
    inputSchema: inputs.read_file,
  },
  list_files: {
    description: "Lists files and documents whose path holds these characters.",
    inputSchema: inputs.list_files,
  },
  read_conversation: {
    description: "Reads what was said earlier in this conversation.",
    inputSchema: inputs.read_conversation,
  },
};

export interface ToolOutput {
  /** For the model. */
  text: string;
  /** New passages, in the order of their numbers. */
  found: Passage[];
}

/** What was found so far, and how many characters a tool may return. */
interface Found {
  passages: readonly Passage[];
  chars: number;
}

/** Runs a tool as the person who asked, in short transactions of its own. Throws a `ZodError` for a wrong input. */
export async function runReadingTool(
  call: { name: string; input: unknown },
  of: { input: AnswerInput; looker: Looker },
  known: Found,
): Promise<ToolOutput> {
  const { organizationId } = of.looker;
  const scope = lookingAs(of.looker);
  const { context } = of.input;
  const folderIds = context.folderIds?.length ? context.folderIds : undefined;
  const chosen = context.repositoryIds?.length ? context.repositoryIds : undefined;
  // Folders alone: then no repository is looked at. Repositories alone: then no document is.
  const repositoryIds = chosen ?? (folderIds === undefined ? undefined : []);
  const seesDocuments = chosen === undefined || folderIds !== undefined;
  const name = call.name as (typeof readingTools)[number];
  switch (name) {
    case "search": {
      const { query } = inputs.search.parse(call.input);
      const where = { ...(chosen && { repositoryIds: chosen }), ...(folderIds && { folderIds }) };
      return numbered(await findPassages(of.looker, query, where), known);
    }
    case "read_file": {
      const { path, startLine = 1 } = inputs.read_file.parse(call.input);
      const at = { organizationId, repositoryIds, path, startLine };
      const passages = await withTenant(
        scope,
        async (tx) => {
          const found = await readFilePassages(tx, at);
          if (found.length > 0 || !seesDocuments) return found;
          return readDocumentAt(tx, { organizationId, path, startLine, folderIds, most: MOST_OF_DOCUMENT });
        },
        { mode: "snapshot" },
      );
      if (passages.length > 0) return numbered(passages, known);
      return said(
        "No indexed file or document has this path from that line on. Look for it with list_files.",
      );
    }
    case "list_files": {
      const find = {
        organizationId,
        repositoryIds,
        limit: MOST_PATHS,
        ...inputs.list_files.parse(call.input),
      };
      const files = await withTenant(
        scope,
        async (tx) => {
          const found: object[] = await listPathsLike(tx, find);
          if (!seesDocuments) return found;
          return [...found, ...(await listDocumentPathsLike(tx, { ...find, folderIds }))].slice(
            0,
            MOST_PATHS,
          );
        },
        { mode: "snapshot" },
      );
      return said(files.length === 0 ? "No file has such a path." : listWithin(files, known.chars));
    }
    case "read_conversation": {
      const messages = await withTenant(scope, async (tx) => {
        const request = await queries.getRequestToRun(tx, of.input.requestId);
        return request ? queries.listHistory(tx, request.triggeringMessageId, MOST_MESSAGES) : [];
      });
      const spoken = messages
        .filter((one) => one.text !== "")
        .map((one) => ({ role: one.role, text: one.text.slice(0, MESSAGE_CHARS) }));
      return said(listWithin(spoken.toReversed(), known.chars));
    }
  }
}

const said = (words: string): ToolOutput => ({ text: words, found: [] });

/** One JSON object a line, as many as there is room for. */
function listWithin(items: object[], chars: number): string {
  let left = chars;
  const lines = items
    .map((item) => JSON.stringify(item))
    .filter((line) => {
      left -= line.length + 1;
      return left >= 0;
    });
  return lines.join("\n");
}

/** New passages under the next numbers; those that the model has already are named by theirs. */
function numbered(passages: Passage[], { passages: known, chars }: Found): ToolOutput {
  const numbers = new Map(known.map(({ chunkId }, index) => [chunkId, index + 1]));
  const again = passages.flatMap(({ chunkId }) => numbers.get(chunkId) ?? []);
  const found = fitPassages(
    passages.filter(({ chunkId }) => !numbers.has(chunkId)),
    chars - 600,
  );
  const named = again.length === 0 ? "" : `Found again: ${again.map((number) => `[${number}]`).join(" ")}.`;
  if (found.length === 0)
    return said(named === "" ? "Nothing was found." : `${named} Nothing else was found.`);
  const fenced = fencePassages(found, undefined, known.length + 1);
  return { text: [fenced.instruction, named, fenced.text].filter(Boolean).join("\n\n"), found };
}
