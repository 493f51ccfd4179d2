"use client";

import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { organizationMessages } from "@/app/_messages/organization";
import { uiMessages } from "@/app/_messages/ui";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { FormError } from "@/app/(auth)/form-error";
import { leaveFor } from "@/app/(auth)/leave-for";
import { useCheckedForm } from "@/app/(auth)/use-checked-form";
import { checkOrganizationName } from "./check-organization-name";
import { procedureProblem } from "./procedure-problem";

type CreateOrganizationDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** A name is all it takes; the new organization opens at once. */
export function CreateOrganizationDialog({ open, onOpenChange }: CreateOrganizationDialogProps) {
  const trpc = useTRPC();
  const formId = useId();
  const create = useMutation(trpc.organization.create.mutationOptions());
  const { form, errors, pending, clear } = useCheckedForm(
    { name: checkOrganizationName },
    async ({ name }) => {
      try {
        await create.mutateAsync({ name: name.trim() });
      } catch (error) {
        return procedureProblem(error);
      }
      return leaveFor("/");
    },
  );

  function show(next: boolean) {
    clear();
    onOpenChange(next);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={show}
      title={organizationMessages.createTitle}
      description={organizationMessages.createBody}
      footer={
        <>
          <Button onClick={() => show(false)} disabled={pending}>
            {uiMessages.cancel}
          </Button>
          <Button type="submit" form={formId} variant="primary" loading={pending}>
            {organizationMessages.create}
          </Button>
        </>
      }
    >
      <form {...form} id={formId} className="flex flex-col gap-4">
        <FormError>{errors.form}</FormError>
        <Field
          label={organizationMessages.name}
          name="name"
          description={organizationMessages.nameHint}
          error={errors.name}
        >
          <Input autoComplete="organization" required />
        </Field>
      </form>
    </Dialog>
  );
}
