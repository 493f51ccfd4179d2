"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { gitMessages as messages, scheduleChoices } from "@/app/_messages/git";
import { uiMessages } from "@/app/_messages/ui";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Checkbox } from "@/app/_ui/checkbox";
import { Dialog } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Select } from "@/app/_ui/select";
import { useToast } from "@/app/_ui/toast";
import { FormError } from "@/app/(auth)/form-error";
import { BranchField, TokenField } from "../_git/git-fields";
import { problemOf } from "../problem";
import type { Repository } from "../types";

type GitDialogProps = { repository: Repository; open: boolean; onOpenChange: (open: boolean) => void };

/** Changes the branch, the token and the schedule of a git repository. */
export function GitDialog({ repository, open, onOpenChange }: GitDialogProps) {
  const formId = useId();
  const [isPending, setIsPending] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={messages.settingsTitle(repository.name)}
      description={messages.settingsBody}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{uiMessages.cancel}</Button>
          <Button type="submit" form={formId} variant="primary" loading={isPending}>
            {messages.save}
          </Button>
        </>
      }
    >
      <GitForm
        repository={repository}
        formId={formId}
        isPending={isPending}
        onPending={setIsPending}
        onDone={() => onOpenChange(false)}
      />
    </Dialog>
  );
}

type GitFormProps = {
  repository: Repository;
  formId: string;
  isPending: boolean;
  onPending: (isPending: boolean) => void;
  onDone: () => void;
};

// Mounted with the dialog, so that every opening starts with the settings as they are.
function GitForm({ repository, formId, isPending, onPending, onDone }: GitFormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const configure = useMutation(trpc.repository.git.configure.mutationOptions());
  const [branch, setBranch] = useState(repository.branch ?? "");
  const [token, setToken] = useState("");
  const [isRemoving, setIsRemoving] = useState(false);
  const [minutes, setMinutes] = useState(repository.reindexEveryMinutes);
  const [errors, setErrors] = useState<Record<string, string>>({});

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending) return;
    setErrors({});
    onPending(true);
    try {
      const typed = token.trim();
      await configure.mutateAsync({
        id: repository.id,
        branch: branch.trim() === "" ? null : branch.trim(),
        reindexEveryMinutes: minutes,
        ...(isRemoving ? { token: null } : typed === "" ? {} : { token: typed }),
      });
      void queryClient.invalidateQueries(trpc.repository.pathFilter());
      toast.show({ kind: "success", title: messages.saved });
      onDone();
    } catch (error) {
      const { message, fields } = problemOf(error);
      // The address has no field here: what is wrong with it stands above them all.
      setErrors(fields.branch || fields.token ? fields : { form: message });
    } finally {
      onPending(false);
    }
  }

  return (
    <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-5">
      <FormError>{errors.form}</FormError>
      <BranchField value={branch} onValue={setBranch} error={errors.branch} />
      <TokenField
        value={isRemoving ? "" : token}
        onValue={setToken}
        error={errors.token}
        disabled={isRemoving}
        description={repository.hasToken ? messages.keepToken : messages.noToken}
      />
      {repository.hasToken && (
        <Checkbox label={messages.removeToken} checked={isRemoving} onCheckedChange={setIsRemoving} />
      )}
      <Field label={messages.every} description={messages.everyHint} nativeLabel={false}>
        <Select
          options={scheduleOptions(repository.reindexEveryMinutes)}
          value={String(minutes)}
          onValueChange={(value) => setMinutes(value === "null" ? null : Number(value))}
        />
      </Field>
    </form>
  );
}

/** The usual choices, and the present one should it be none of them. */
function scheduleOptions(present: number | null) {
  return [...new Set([...scheduleChoices, present])].map((minutes) => ({
    value: String(minutes),
    label: minutes === null ? messages.never : messages.interval(minutes),
  }));
}
