import type { ModelMessage } from "ai";
import { ZodError } from "zod";
import { readingTools } from "@/db/schema/agent";
import { withTenant } from "@/db/tenant";
import type { Passage } from "@/server/answer/answer";
import type { ModelPart, ModelTool } from "@/server/model/stream-model";
import { AnswerError, type AnswerEvent, type AnswerInput } from "./answerer";
import { askToWrite, type Written } from "./ask-to-write";
import { beginToolCall } from "./begin-tool-call";
import { runReadingTool, type ToolOutput, toolDefinitions } from "./reading-tools";
import { storableJson } from "./storable-json";
import { getAudience, setToolOutput } from "./tool-call-queries";
import { writingToolOf } from "./writing-tools";

export type ToolCall = Extract<ModelPart, { type: "tool-call" }>;

const MOST_AT_ONCE = 8;
const MOST_ASKED = 5;
const KEPT_CHARS = 4_000;
const LEAST_CHARS = 1_500;
const MOST_CHARS = 12_000;

/** The tools of one answer, and what they have found so far. */
export class Toolbox {
  readonly #input: AnswerInput;
  readonly passages: Passage[];
  /** What the model is offered. */
  readonly tools: Record<string, ModelTool>;
  /** What became of what the model asked to write: nothing, if it never asked. */
  readonly written: Written[] = [];
  readonly #writing: ReturnType<typeof writingToolOf>;
  #charsLeft: number;

  constructor(input: AnswerInput, passages: Passage[], chars: number) {
    this.#input = input;
    this.passages = passages;
    this.#writing = writingToolOf(input.task);
    const [name, writing] = this.#writing ?? [];
    this.tools =
      name && writing
        ? {
            ...toolDefinitions,
            [name]: { description: writing.description, inputSchema: writing.inputSchema },
          }
        : toolDefinitions;
    this.#charsLeft = chars;
  }

  /** Uses what the model asked for, one after the other, and gives what it is told. A wrong call is told so. */
  async *use(
    said: string,
    calls: ToolCall[],
    signal: AbortSignal,
  ): AsyncGenerator<AnswerEvent, { messages: ModelMessage[]; found: Passage[] }> {
    const found: Passage[] = [];
    const results: { call: ToolCall; text: string }[] = [];
    for (const [index, call] of calls.entries()) {
      signal.throwIfAborted();
      const output =
        index < MOST_AT_ONCE
          ? yield* this.#runOne(call, signal)
          : wrong(`At most ${MOST_AT_ONCE} calls at once.`);
      this.#charsLeft -= output.text.length;
      this.passages.push(...output.found);
      found.push(...output.found);
      results.push({ call, text: output.text });
    }
    return { messages: toMessages(said, results), found };
  }

  async *#runOne(call: ToolCall, signal: AbortSignal): AsyncGenerator<AnswerEvent, ToolOutput> {
    if (!Object.hasOwn(this.tools, call.name)) {
      const names = Object.keys(this.tools).join(", ");
      return wrong(`There is no tool ${call.name.slice(0, 60)}: there are ${names}.`);
    }
    if (call.isInvalid) return wrong(`The input of ${call.name} cannot be read. Mind its schema.`);
    const name = readingTools.find((one) => one === call.name);
    return name ? this.#look(name, call) : yield* this.#write(call, signal);
  }

  async *#write(call: ToolCall, signal: AbortSignal): AsyncGenerator<AnswerEvent, ToolOutput> {
    const [toolName, tool] = this.#writing ?? [];
    if (toolName === undefined || tool === undefined) return wrong(`There is no tool ${call.name}.`);
    if (this.written.length >= MOST_ASKED || this.written.some(({ mayAskAgain }) => !mayAskAgain))
      return wrong(`No more ${tool.manyOf} are asked for in this step. Answer now.`);
    const of = { input: this.#input, passages: this.passages };
    const writing = await tool.draft(storableJson(call.input), of).catch((error: unknown) => {
      if (!(error instanceof ZodError)) throw error;
      return { problem: `The input of ${toolName} is not right: ${problemOf(error)}.` };
    });
    if ("problem" in writing) return wrong(writing.problem);
    const written = yield* askToWrite(this.#input, { toolName, writing }, signal);
    this.written.push(written);
    return { text: written.text, found: [] };
  }

  async #look(name: (typeof readingTools)[number], call: ToolCall): Promise<ToolOutput> {
    if (this.#charsLeft < LEAST_CHARS) return wrong("There is no room for more. Answer from what you have.");
    const { organizationId, requestId, userId } = this.#input;
    // For whom the conversation is now: it may have been shared since the request began.
    const begun = await withTenant({ organizationId, as: "agent" }, async (tx) => {
      const audience = await getAudience(tx, requestId);
      if (audience === undefined) return undefined;
      const id = await beginToolCall(tx, {
        ...{ organizationId, audience, agentRequestId: requestId, toolName: name, approval: "approved" },
        input: storableJson(call.input) as Record<string, unknown>,
      });
      return { id, audience };
    });
    if (!begun?.id) throw new AnswerError("refused", "The conversation was deleted while it was answered.");
    const output = await runReadingTool(
      { name, input: call.input },
      { input: this.#input, looker: { organizationId, userId, audience: begun.audience } },
      { passages: this.passages, chars: Math.min(MOST_CHARS, this.#charsLeft) },
    ).catch((error: unknown) => {
      if (!(error instanceof ZodError)) throw error;
      return wrong(`The input of ${name} is not right: ${problemOf(error)}.`);
    });
    const { id } = begun;
    const places = output.found.map(({ path, startLine, endLine }) => `${path}:${startLine}-${endLine}`);
    const kept = storableJson({ text: output.text.slice(0, KEPT_CHARS), places });
    await withTenant({ organizationId, as: "agent" }, (tx) =>
      setToolOutput(tx, id, kept as Record<string, unknown>),
    );
    return output;
  }
}

const problemOf = ({ issues: [issue] }: ZodError): string => issue?.message ?? "mind its schema";

const wrong = (why: string): ToolOutput => ({ text: `Error: ${why}`, found: [] });

function toMessages(said: string, results: { call: ToolCall; text: string }[]): ModelMessage[] {
  const spoken = said === "" ? [] : [{ type: "text" as const, text: said }];
  return [
    {
      role: "assistant",
      content: [
        ...spoken,
        ...results.map(({ call: { id, name, input } }) => ({
          ...{ type: "tool-call" as const, toolCallId: id, toolName: name, input: storableJson(input) },
        })),
      ],
    },
    {
      role: "tool",
      content: results.map(({ call: { id, name }, text }) => ({
        ...{ type: "tool-result" as const, toolCallId: id, toolName: name },
        output: { type: "text" as const, value: text },
      })),
    },
  ];
}
