"use client";

import { useQueryClient } from "@tanstack/react-query";
import { settingsMessages } from "@/app/_messages/settings";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { useToast } from "@/app/_ui/toast";
import { postAuth } from "@/app/(auth)/auth-client";
import { checkName } from "@/app/(auth)/check-fields";
import { FormError } from "@/app/(auth)/form-error";
import { useCheckedForm } from "@/app/(auth)/use-checked-form";
import { useSession } from "../../_session/session-provider";

export function ProfileForm() {
  const { person } = useSession();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const { form, errors, pending } = useCheckedForm({ name: checkName }, async ({ name }) => {
    const answer = await postAuth("/update-user", { name: name.trim() });
    if (!answer.ok) return answer.problem;
    await queryClient.invalidateQueries(trpc.account.me.queryFilter());
    void queryClient.invalidateQueries(trpc.member.list.pathFilter());
    toast.show({ kind: "success", title: settingsMessages.saved });
    return undefined;
  });
  return (
    <form {...form} className="flex max-w-96 flex-col gap-4">
      <FormError>{errors.form}</FormError>
      <Field label={settingsMessages.name} name="name" error={errors.name}>
        <Input autoComplete="name" defaultValue={person.name} required />
      </Field>
      <Field label={settingsMessages.email} description={settingsMessages.emailHint}>
        <Input type="email" value={person.email} readOnly />
      </Field>
      <Button type="submit" variant="primary" loading={pending} className="self-start">
        {settingsMessages.save}
      </Button>
    </form>
  );
}
