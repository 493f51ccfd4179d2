"use client";

import { documentMessages as messages } from "@/app/_messages/documents";
import { Button } from "@/app/_ui/button";
import { useShortcut } from "../../_frame/keys";
import type { Document } from "../types";
import { useEditor } from "./use-editor";

/** Where a document is written. */
export function Editor({ document }: { document: Document }) {
  const editor = useEditor(document);
  useShortcut("mod+s", editor.saveNow, { label: messages.save, group: messages.group });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {editor.stale && <Conflict editor={editor} stale={editor.stale} />}
      {editor.note !== undefined && (
        <p role="status" className="bg-tint px-3 py-2 text-tint-text md:px-5">
          {editor.note}
        </p>
      )}
      <textarea
        aria-label={messages.editorOf(document.name)}
        value={editor.text}
        onChange={(event) => editor.write(event.currentTarget.value)}
        spellCheck
        className="min-h-0 flex-1 resize-none bg-panel px-3 py-3 font-mono text-mono leading-5 -outline-offset-2 md:px-5"
      />
      <footer className="flex shrink-0 items-center gap-3 border-line border-t px-3 py-2 md:px-5">
        <p role="status" className="min-w-0 flex-1 text-quiet text-small">
          {editor.problem === undefined ? (
            stateOf(editor)
          ) : (
            <span className="text-danger">
              {messages.saveFailed}. {editor.problem}
            </span>
          )}
        </p>
        <Button
          variant="primary"
          onClick={editor.saveNow}
          disabled={!editor.isDirty || editor.stale !== undefined}
          loading={editor.isSaving}
        >
          {messages.save}
        </Button>
      </footer>
    </div>
  );
}

type ConflictProps = {
  editor: ReturnType<typeof useEditor>;
  stale: NonNullable<ReturnType<typeof useEditor>["stale"]>;
};

/** Somebody else was faster: both texts, and three ways on. */
function Conflict({ editor, stale }: ConflictProps) {
  return (
    <section
      role="alert"
      aria-labelledby="conflict-title"
      className="flex shrink-0 flex-col gap-2 border-line border-b bg-warning-tint px-3 py-3 text-warning-text md:px-5"
    >
      <h2 id="conflict-title" className="font-semibold">
        {messages.conflictTitle}
      </h2>
      <p>{messages.conflictBody(stale.current.writtenBy)}</p>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={editor.mergeBoth}>
          {messages.mergeBoth}
        </Button>
        <Button onClick={editor.keepMine} loading={editor.isSaving}>
          {messages.keepMine}
        </Button>
        <Button onClick={editor.takeTheirs}>{messages.takeTheirs}</Button>
      </div>
      <details>
        <summary className="cursor-pointer">{messages.theirs}</summary>
        <pre className="mt-2 max-h-48 overflow-auto whitespace-pre-wrap rounded-md bg-panel p-3 font-mono text-mono text-text">
          {stale.current.content}
        </pre>
      </details>
    </section>
  );
}

function stateOf({ isSaving, isDirty }: ReturnType<typeof useEditor>): string {
  if (isSaving) return messages.saving;
  return isDirty ? messages.unsaved : messages.saved;
}
