import { AnswerError, type AnswerEvent, type AnswerInput } from "./answerer";
import { ENTRY_REFUSED, NOTE_REFUSED } from "./endings";
import type { Meter } from "./meter";
import { openConversation } from "./model-prompt";
import { noteFrom } from "./note-from";
import { entryFrom } from "./propose-knowledge";
import { type ParagraphPart, ParagraphReader, partsOfParagraph } from "./read-paragraphs";
import { Toolbox, type ToolCall } from "./use-tools";

const MOST_ROUNDS = 6;
const LONGEST_ANSWER_CHARS = 200_000;

const CUT_SHORT =
  "*The answer ends here: it reached the longest that the model may write. Ask for the rest.*";

/**
 * An answer or the step of a plan in a model's words, as they come: drafts, then the paragraphs that take their place.
 * The model may look further with its tools, at most six times.
 */
export async function* converse(
  input: AnswerInput,
  meter: Meter,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent> {
  const { system, messages, passages, toolChars } = openConversation(input, meter.model);
  const toolbox = new Toolbox(input, passages, toolChars);
  const written: ParagraphPart[] = [];
  const paragraphs: string[] = [];
  const feature = input.task.type === "step" ? ("step" as const) : ("answer" as const);
  for (let round = 0; ; round++) {
    const calls: ToolCall[] = [];
    const reader = new ParagraphReader();
    let said = "";
    let isCut = false;
    for await (const part of meter.call({ system, messages, tools: toolbox.tools, feature }, signal)) {
      if (part.type === "tool-call") calls.push(part);
      if (part.type === "finish") isCut = part.stopReason === "length";
      if (part.type !== "text") continue;
      said += part.text;
      if (said.length > LONGEST_ANSWER_CHARS) throw tooLong(meter);
      for (const piece of reader.read(part.text))
        yield piece.isComplete ? keep(piece.text) : { type: "draft", text: piece.text };
    }
    const last = reader.end();
    if (last.trim() !== "") yield keep(last);
    if (isCut) yield { type: "text", text: `${CUT_SHORT}\n\n` };
    yield meter.usage;
    if (calls.length === 0) break;
    if (round === MOST_ROUNDS) {
      if (written.length > 0) break;
      throw new AnswerError(
        "unavailable",
        `${meter.model.apiModelId} went on searching and wrote no answer. Ask more narrowly, or try again.`,
      );
    }
    const used = yield* toolbox.use(said, calls, signal);
    messages.push(...used.messages);
    if (round === MOST_ROUNDS - 1) messages.push({ role: "user", content: "Answer now, without tools." });
    if (used.found.length > 0) yield { type: "retrieved", passages: used.found };
  }
  if (written.length === 0)
    throw new AnswerError("unavailable", `${meter.model.apiModelId} answered with no text. Try again.`);
  // Whoever asked to write something has been answered: what a person refused must not be kept after all.
  if (toolbox.written.length === 0) {
    const text = paragraphs.join("");
    const kept =
      noteFrom(input.task, written, toolbox.passages) ?? (await entryFrom(input, { text }, toolbox.passages));
    if (kept) yield kept;
  } else if (!toolbox.written.some(({ isKept }) => isKept)) {
    const isEntry = input.task.type === "step" && input.task.step.kind === "write_knowledge";
    throw new AnswerError("refused", isEntry ? ENTRY_REFUSED : NOTE_REFUSED);
  }

  function keep(text: string): AnswerEvent {
    const parts = partsOfParagraph(text, toolbox.passages);
    written.push(...parts);
    paragraphs.push(text.endsWith("\n") ? text : `${text}\n\n`);
    return { type: "paragraph", parts };
  }
}

const tooLong = (meter: Meter) =>
  new AnswerError(
    "unavailable",
    `${meter.model.apiModelId} wrote more than ${LONGEST_ANSWER_CHARS.toLocaleString("en")} characters, so it was ended there.`,
  );
