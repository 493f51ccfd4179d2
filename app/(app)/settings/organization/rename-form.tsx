"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { settingsMessages } from "@/app/_messages/settings";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { useToast } from "@/app/_ui/toast";
import { FormError } from "@/app/(auth)/form-error";
import { useCheckedForm } from "@/app/(auth)/use-checked-form";
import { checkOrganizationName } from "../../_session/check-organization-name";
import { procedureProblem } from "../../_session/procedure-problem";

export function RenameForm({ name, canRename }: { name: string; canRename: boolean }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const rename = useMutation(trpc.organization.rename.mutationOptions());
  const { form, errors, pending } = useCheckedForm({ name: checkOrganizationName }, async (values) => {
    try {
      await rename.mutateAsync({ name: values.name.trim() });
    } catch (error) {
      return procedureProblem(error);
    }
    await queryClient.invalidateQueries(trpc.organization.current.queryFilter());
    router.refresh();
    toast.show({ kind: "success", title: settingsMessages.saved });
    return undefined;
  });
  return (
    <form {...form} className="flex max-w-96 flex-col gap-4">
      <FormError>{errors.form}</FormError>
      <Field
        label={settingsMessages.organizationName}
        name="name"
        error={errors.name}
        {...(canRename ? {} : { description: settingsMessages.renameNotAllowed })}
      >
        <Input defaultValue={name} autoComplete="off" readOnly={!canRename} required />
      </Field>
      {canRename && (
        <Button type="submit" variant="primary" loading={pending} className="self-start">
          {settingsMessages.save}
        </Button>
      )}
    </form>
  );
}
