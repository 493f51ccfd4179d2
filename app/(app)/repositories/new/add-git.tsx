"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { gitMessages } from "@/app/_messages/git";
import { addMessages as messages } from "@/app/_messages/repositories";
import { useTRPC } from "@/app/_trpc/client";
import { AddressField, BranchField, TokenField } from "../_git/git-fields";
import { nameFromAddress } from "../_upload/name-from-file";
import { problemOf } from "../problem";
import { type AddErrors, AddForm, NameField } from "./add-form";
import { useAdded } from "./use-added";
import type { Draft } from "./use-draft";

/** Adds a repository of a git server, which is asked for it before anything is stored. */
export function AddGit({ draft }: { draft: Draft }) {
  const trpc = useTRPC();
  const create = useMutation(trpc.repository.git.add.mutationOptions());
  const added = useAdded();
  const { git, name } = draft;
  const [errors, setErrors] = useState<AddErrors>({});

  async function submit() {
    const [url, branch, token] = [git.url.trim(), git.branch.trim(), git.token.trim()];
    const missing: AddErrors = {
      ...(url === "" ? { source: gitMessages.addressMissing } : {}),
      ...(name.trim() === "" ? { name: messages.nameMissing } : {}),
    };
    setErrors(missing);
    if (missing.source ?? missing.name) return;
    try {
      const optional = { ...(branch === "" ? {} : { branch }), ...(token === "" ? {} : { token }) };
      added(await create.mutateAsync({ name: name.trim(), url, ...optional }));
    } catch (error) {
      setErrors(errorsOf(error));
    }
  }

  return (
    <AddForm onSubmit={submit} isPending={create.isPending} error={errors.form}>
      <AddressField
        value={git.url}
        error={errors.source}
        onValue={(url) => {
          draft.setGit({ ...git, url });
          draft.suggestName(nameFromAddress(url));
          setErrors({ ...errors, source: undefined });
        }}
      />
      <BranchField
        value={git.branch}
        error={errors.branch}
        onValue={(branch) => {
          draft.setGit({ ...git, branch });
          setErrors({ ...errors, branch: undefined });
        }}
      />
      <TokenField
        value={git.token}
        error={errors.token}
        description={gitMessages.tokenHint}
        onValue={(token) => {
          draft.setGit({ ...git, token });
          setErrors({ ...errors, token: undefined });
        }}
      />
      <NameField
        name={name}
        error={errors.name}
        onName={(next) => {
          draft.setName(next);
          setErrors({ ...errors, name: undefined });
        }}
      />
      <p role="status" className="sr-only">
        {create.isPending && gitMessages.asking}
      </p>
    </AddForm>
  );
}

function errorsOf(error: unknown): AddErrors {
  const { message, code, fields } = problemOf(error);
  const { url, branch, token, name } = fields;
  if (url ?? branch ?? token ?? name) return { source: url, branch, token, name };
  return code === "CONFLICT" ? { name: message } : { form: message };
}
