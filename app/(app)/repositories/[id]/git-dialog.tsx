"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { gitMessages as messages, scheduleChoices } from "@/app/_messages/git";
import { useTRPC } from "@/app/_trpc/client";
import { Checkbox } from "@/app/_ui/checkbox";
import { Field } from "@/app/_ui/field";
import { type DialogForm, FormDialog } from "@/app/_ui/form-dialog";
import { Select } from "@/app/_ui/select";
import { useToast } from "@/app/_ui/toast";
import { FormError } from "@/app/(auth)/form-error";
import { BranchField, TokenField } from "../_git/git-fields";
import { problemOf } from "../problem";
import type { Repository } from "../types";

type GitDialogProps = { repository: Repository; open: boolean; onOpenChange: (open: boolean) => void };

/** Changes the branch, the token and the schedule of a git repository. */
export function GitDialog({ repository, open, onOpenChange }: GitDialogProps) {
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={messages.settingsTitle(repository.name)}
      description={messages.settingsBody}
      submitLabel={messages.save}
    >
      {(form) => <GitForm repository={repository} form={form} />}
    </FormDialog>
  );
}

// Mounted with the dialog, so that every opening starts with the settings as they are.
function GitForm({ repository, form }: { repository: Repository; form: DialogForm }) {
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
    if (form.isPending) return;
    setErrors({});
    form.setPending(true);
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
      form.close();
    } catch (error) {
      const { message, fields } = problemOf(error);
      // The address has no field here: what is wrong with it stands above them all.
      setErrors(fields.branch || fields.token ? fields : { form: message });
    } finally {
      form.setPending(false);
    }
  }

  return (
    <form id={form.id} onSubmit={submit} noValidate className="flex flex-col gap-5">
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
