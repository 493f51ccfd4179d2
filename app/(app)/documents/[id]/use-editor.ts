"use client";

import { useMutation } from "@tanstack/react-query";
import { TRPCClientError } from "@trpc/client";
import { useEffect, useEffectEvent, useState } from "react";
import { documentMessages as messages } from "@/app/_messages/documents";
import { useTRPC } from "@/app/_trpc/client";
import type { AppRouter } from "@/server/router";
import { procedureProblem } from "../../_session/procedure-problem";
import type { Document } from "../types";
import { useRefresh } from "../use-move";
import { hasMarks, mergeTexts } from "./merge-texts";

const AUTOSAVE_AFTER_MS = 2_000;

type Stale = NonNullable<TRPCClientError<AppRouter>["data"]>["stale"];

/** A document's text while it is written: saved by a button or by itself, and merged where somebody else was faster. */
export function useEditor(document: Document) {
  const [text, setText] = useState(document.contentText ?? "");
  const [saved, setSaved] = useState({ text, version: document.version });
  const [stale, setStale] = useState<NonNullable<Stale>>();
  const [problem, setProblem] = useState<string>();
  const [note, setNote] = useState<string>();
  const save = useMutation(useTRPC().document.save.mutationOptions());
  const refresh = useRefresh();
  const isDirty = text !== saved.text;

  async function store(content: string, { version, isAutosaved }: { version: number; isAutosaved: boolean }) {
    if (save.isPending) return;
    if (hasMarks(content)) {
      if (!isAutosaved) setProblem(messages.marksLeft);
      return;
    }
    setProblem(undefined);
    try {
      const done = await save.mutateAsync({ id: document.id, version, content, isAutosaved });
      setSaved({ text: content, version: done.version });
      setStale(undefined);
      setNote(undefined);
      void refresh();
    } catch (error) {
      const found = error instanceof TRPCClientError ? (error.data?.stale as Stale) : undefined;
      if (found) setStale(found);
      else setProblem(procedureProblem(error).message);
    }
  }

  const autosave = useEffectEvent(() => void store(text, { version: saved.version, isAutosaved: true }));
  const waits = isDirty && stale === undefined && !save.isPending && problem === undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: every letter begins the wait anew.
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(autosave, AUTOSAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [waits, text]);

  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isDirty]);

  /** From now on the text on the page counts as made from theirs. */
  function goOnFrom({ current }: NonNullable<Stale>, next: string): void {
    setText(next);
    setSaved({ text: current.content, version: current.version });
    setStale(undefined);
  }

  return {
    ...{ text, isDirty, isSaving: save.isPending, stale, problem, note },
    write: (next: string) => {
      setText(next);
      setProblem(undefined);
    },
    saveNow: () => void store(text, { version: saved.version, isAutosaved: false }),
    keepMine: () => {
      if (stale) void store(text, { version: stale.current.version, isAutosaved: false });
    },
    takeTheirs: () => {
      if (stale) goOnFrom(stale, stale.current.content);
    },
    mergeBoth: () => {
      if (!stale) return;
      const merged = mergeTexts(stale.base?.content ?? null, { mine: text, theirs: stale.current.content });
      goOnFrom(stale, merged.text);
      setNote(merged.conflicts === 0 ? messages.mergedClean : messages.mergedWithMarks(merged.conflicts));
    },
  };
}
