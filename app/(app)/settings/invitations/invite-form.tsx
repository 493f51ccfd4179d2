"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { peopleMessages } from "@/app/_messages/people";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { checkEmail } from "@/app/(auth)/check-fields";
import { FormError } from "@/app/(auth)/form-error";
import { useCheckedForm } from "@/app/(auth)/use-checked-form";
import { procedureProblem } from "../../_session/procedure-problem";
import { useSession } from "../../_session/session-provider";
import { type MemberRole, roleChoices } from "../members/role-choices";
import type { Sent } from "./sent-link";

export function InviteForm({ onSent }: { onSent: (sent: Sent) => void }) {
  const { organization } = useSession();
  const [role, setRole] = useState<MemberRole>("member");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const create = useMutation(trpc.invitation.create.mutationOptions());
  const { form, errors, pending, clear } = useCheckedForm({ email: checkEmail }, async ({ email }) => {
    try {
      onSent(await create.mutateAsync({ email, role }));
    } catch (error) {
      return { ...procedureProblem(error), field: "email" };
    }
    clear();
    await queryClient.invalidateQueries(trpc.invitation.pathFilter());
    return undefined;
  });
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormError>{errors.form}</FormError>
      <div className="flex gap-3 max-sm:flex-col">
        <Field label={peopleMessages.email} name="email" error={errors.email} className="flex-1">
          <Input type="email" inputMode="email" autoComplete="off" autoCapitalize="none" required />
        </Field>
        <Field label={peopleMessages.role} nativeLabel={false} className="sm:w-36">
          <Select options={roleChoices(organization.role)} value={role} onValueChange={setRole} />
        </Field>
      </div>
      <Button type="submit" variant="primary" loading={pending} className="self-start">
        {peopleMessages.invite}
      </Button>
    </form>
  );
}
