"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { peopleMessages } from "@/app/_messages/people";
import { settingsMessages } from "@/app/_messages/settings";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { useToast } from "@/app/_ui/toast";
import { FormError } from "@/app/(auth)/form-error";
import { useCheckedForm } from "@/app/(auth)/use-checked-form";
import { procedureProblem } from "../../_session/procedure-problem";

type Audience = "organization" | "private";
type ShortNameFormProps = { slug: string; defaultAudience: Audience; canChange: boolean };

/** The short name, and who sees a new conversation. */
export function ShortNameForm({ slug, defaultAudience, canChange }: ShortNameFormProps) {
  const [audience, setAudience] = useState(defaultAudience);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const update = useMutation(trpc.organization.update.mutationOptions());
  const { form, errors, pending } = useCheckedForm({ slug: checkSlug }, async (values) => {
    try {
      await update.mutateAsync({ slug: values.slug.trim(), defaultAudience: audience });
    } catch (error) {
      return { ...procedureProblem(error), field: "slug" };
    }
    await queryClient.invalidateQueries(trpc.organization.current.queryFilter());
    toast.show({ kind: "success", title: settingsMessages.saved });
    return undefined;
  });
  const options = (["organization", "private"] as const).map((value) => ({
    value,
    label: peopleMessages.audiences[value],
  }));
  return (
    <form {...form} className="flex max-w-96 flex-col gap-4">
      <FormError>{errors.form}</FormError>
      <Field
        label={peopleMessages.slug}
        name="slug"
        error={errors.slug}
        {...(canChange ? { description: peopleMessages.slugHint } : {})}
      >
        <Input
          defaultValue={slug}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          readOnly={!canChange}
          required
          className="font-mono"
        />
      </Field>
      <Field label={peopleMessages.audience} description={peopleMessages.audienceHint} nativeLabel={false}>
        <Select options={options} value={audience} onValueChange={setAudience} disabled={!canChange} />
      </Field>
      {canChange && (
        <Button type="submit" loading={pending} className="self-start">
          {peopleMessages.saveSettings}
        </Button>
      )}
    </form>
  );
}

const checkSlug = (slug: string): string | undefined =>
  /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug.trim()) && slug.trim().length >= 3 && slug.trim().length <= 48
    ? undefined
    : peopleMessages.slugWrong;
