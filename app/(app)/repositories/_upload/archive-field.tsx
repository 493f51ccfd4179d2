"use client";

import { FileArchive, Upload as UploadIcon, X } from "lucide-react";
import { useEffect, useEffectEvent, useId, useRef } from "react";
import { addMessages as messages } from "@/app/_messages/repositories";
import { Button } from "@/app/_ui/button";
import { cn } from "@/app/_ui/cn";
import { IconButton } from "@/app/_ui/icon-button";
import { ProgressBar } from "@/app/_ui/progress-bar";
import { sizeWords } from "../size-words";
import { useFileDrop } from "./use-file-drop";
import type { Upload, UploadState } from "./use-upload";

type ArchiveFieldProps = {
  upload: Upload;
  /** Told once a file was chosen or taken away. */
  onFile: (file: File | undefined) => void;
  /** What is wrong with the archive, in the server's words. */
  error: string | undefined;
  onRefuse: (reason: string) => void;
  disabled?: boolean | undefined;
};

/** Where an archive is dropped or chosen, and how far it is on its way. */
export function ArchiveField({ upload, onFile, error, onRefuse, disabled = false }: ArchiveFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File) => {
    onFile(file);
    upload.choose(file);
  };
  const takeEarly = useEffectEvent(() => {
    const file = input.current?.files?.[0];
    if (input.current && file) {
      input.current.value = "";
      take(file);
    }
  });
  // A file that was chosen before the page had woken up.
  useEffect(() => {
    const timer = setTimeout(() => takeEarly());
    return () => clearTimeout(timer);
  }, []);
  const isOver = useFileDrop({ enabled: !disabled, onFile: take, onRefuse });
  const { state } = upload;
  const invalid = error !== undefined;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="w-max font-medium">
        {messages.archive}
      </label>
      <div
        data-over={isOver || undefined}
        data-invalid={invalid || undefined}
        className={cn(
          "relative flex min-h-28 flex-col justify-center rounded-lg border border-control border-dashed bg-panel p-4 transition-colors",
          "has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent has-[input:focus-visible]:outline-offset-2",
          "data-invalid:border-danger data-over:border-accent data-over:bg-tint",
          state.status !== "none" && "border-line border-solid data-invalid:border-danger",
        )}
      >
        {/* Lies over the empty field, so that a press anywhere opens the chooser. */}
        <input
          ref={input}
          id={id}
          type="file"
          accept=".zip,.tar,.tgz,.gz,application/zip,application/gzip,application/x-tar"
          disabled={disabled}
          aria-invalid={invalid}
          aria-describedby={invalid ? `${id}-error ${id}-hint` : `${id}-hint`}
          onChange={(event) => {
            const file = event.target.files?.[0];
            // The same file may be chosen again after it was put right.
            event.target.value = "";
            if (file) take(file);
          }}
          className={cn("cursor-pointer opacity-0", state.status === "none" ? "absolute inset-0" : "sr-only")}
        />
        {state.status === "none" ? (
          <p className="pointer-events-none flex flex-col items-center gap-2 text-center text-quiet">
            <UploadIcon aria-hidden className="size-5" />
            <span>
              {isOver ? (
                messages.dropNow
              ) : (
                <>
                  {messages.dropHere}{" "}
                  <span className="font-medium text-accent underline underline-offset-3">
                    {messages.choose}
                  </span>
                </>
              )}
            </span>
          </p>
        ) : (
          <Chosen
            state={state}
            disabled={disabled}
            onResume={upload.resume}
            onRemove={() => {
              upload.cancel();
              onFile(undefined);
              input.current?.focus();
            }}
          />
        )}
      </div>
      <p id={`${id}-hint`} className="text-quiet text-small">
        {messages.archiveHint}
      </p>
      {invalid && (
        <p id={`${id}-error`} role="alert" className="text-danger text-small">
          {error}
        </p>
      )}
    </div>
  );
}

type ChosenProps = {
  state: Exclude<UploadState, { status: "none" }>;
  disabled: boolean;
  onResume: () => void;
  onRemove: () => void;
};

function Chosen({ state, disabled, onResume, onRemove }: ChosenProps) {
  const { file, status } = state;
  const total = sizeWords(file.size);
  const words = status === "sent" ? messages.uploaded : messages.sending(sizeWords(state.sentBytes), total);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-2.5">
        <FileArchive aria-hidden className="size-4 shrink-0 text-quiet" />
        <span className="min-w-0 flex-1 truncate font-medium" title={file.name}>
          {file.name}
        </span>
        <span className="shrink-0 text-quiet tabular-nums">{total}</span>
        <IconButton
          label={status === "sending" ? messages.cancelUpload : messages.removeArchive}
          size="small"
          disabled={disabled}
          onClick={onRemove}
          className="relative"
        >
          <X aria-hidden />
        </IconButton>
      </div>
      <ProgressBar
        label={messages.uploadOf(file.name)}
        value={status === "sent" ? file.size : state.sentBytes}
        max={file.size}
        valueText={words}
      />
      <p className="text-quiet text-small tabular-nums" role={status === "sent" ? "status" : undefined}>
        {words}
      </p>
      {status === "failed" && (
        <div role="alert" className="flex flex-wrap items-center justify-between gap-2">
          <p className="min-w-0 flex-1 text-danger text-small">
            {messages.uploadFailed} {state.message}
          </p>
          {state.mayResume && (
            <Button size="small" onClick={onResume}>
              {messages.resume}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
