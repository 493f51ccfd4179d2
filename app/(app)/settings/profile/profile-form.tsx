"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { accountMessages } from "@/app/_messages/account";
import { settingsMessages } from "@/app/_messages/settings";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { useToast } from "@/app/_ui/toast";
import { checkName } from "@/app/(auth)/check-fields";
import { FormError } from "@/app/(auth)/form-error";
import { useCheckedForm } from "@/app/(auth)/use-checked-form";
import { procedureProblem } from "../../_session/procedure-problem";
import { useSession } from "../../_session/session-provider";
import { localeOptions, OF_BROWSER, useZoneOptions } from "./profile-choices";

export function ProfileForm() {
  const { person } = useSession();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const update = useMutation(trpc.account.profile.update.mutationOptions());
  const [locale, setLocale] = useState(person.locale);
  const [zone, setZone] = useState(
    person.preferences.timeZoneIsChosen ? (person.timeZone ?? OF_BROWSER) : OF_BROWSER,
  );
  const zoneOptions = useZoneOptions(zone);
  const { form, errors, pending } = useCheckedForm({ name: checkName }, async ({ name }) => {
    const isChosen = zone !== OF_BROWSER;
    try {
      await update.mutateAsync({
        name: name.trim(),
        locale: localeOptions.find(({ value }) => value === locale)?.value,
        ...(isChosen ? { timeZone: zone } : {}),
        preferences: { ...person.preferences, timeZoneIsChosen: isChosen },
      });
    } catch (error) {
      return procedureProblem(error);
    }
    await queryClient.invalidateQueries(trpc.account.me.queryFilter());
    void queryClient.invalidateQueries(trpc.member.list.pathFilter());
    router.refresh();
    toast.show({ kind: "success", title: settingsMessages.saved });
    return undefined;
  });
  return (
    <form {...form} className="flex max-w-96 flex-col gap-4">
      <FormError>{errors.form}</FormError>
      <Field label={settingsMessages.name} name="name" error={errors.name}>
        <Input autoComplete="name" defaultValue={person.name} required />
      </Field>
      <Field label={accountMessages.region} description={accountMessages.regionHint} nativeLabel={false}>
        <Select options={localeOptions} value={locale} onValueChange={setLocale} />
      </Field>
      <Field label={accountMessages.timeZone} nativeLabel={false}>
        <Select options={zoneOptions} value={zone} onValueChange={setZone} />
      </Field>
      <Button type="submit" variant="primary" loading={pending} className="self-start">
        {settingsMessages.save}
      </Button>
    </form>
  );
}
