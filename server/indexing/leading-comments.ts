import type { TreeCursor } from "@vscode/tree-sitter-wasm";

/** A run of comments and attributes, waiting for what it describes. */
export interface Run {
  start: number;
  end: number;
}

/** Which comments and attributes belong to the declaration below them. */
export class LeadingComments {
  private readonly content: string;
  /** Start of a node → start of the run in front of it. */
  private readonly starts = new Map<number, number>();

  constructor(content: string) {
    this.content = content;
  }

  /** Where the node at `start` begins with the comments in front of it. */
  startOf(start: number): number {
    return this.starts.get(start) ?? start;
  }

  /** Takes a comment or an attribute into the run in front of the next declaration. */
  take(frame: { run: Run | undefined }, cursor: TreeCursor): void {
    const start = cursor.startIndex;
    // Only so far back: a minified line may hold a thousand comments.
    const before = this.content.slice(Math.max(start - 200, 0), start);
    const startsLine = before.slice(before.lastIndexOf("\n") + 1).trim() === "";
    // A comment behind a statement speaks of that statement.
    if (!startsLine && !frame.run && !/^(?:@|#\[)/.test(this.content.slice(start, start + 2))) return;
    const follows = frame.run && !this.blankLineBetween(frame.run.end, start);
    frame.run = {
      start: follows && frame.run ? frame.run.start : this.startOf(start),
      end: cursor.endIndex,
    };
  }

  /** The node under the cursor is what the run describes, unless an empty line parts them. */
  end(frame: { run: Run | undefined }, cursor: TreeCursor): void {
    const { run } = frame;
    frame.run = undefined;
    const start = cursor.startIndex;
    if (run && !this.blankLineBetween(run.end, start)) this.starts.set(start, run.start);
  }

  private blankLineBetween(end: number, start: number): boolean {
    // Some comment nodes hold their line end.
    const from = this.content[end - 1] === "\n" ? end - 1 : end;
    return /\n[^\S\n]*\n/.test(this.content.slice(from, start));
  }
}
