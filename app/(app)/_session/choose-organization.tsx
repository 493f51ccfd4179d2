"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { frameMessages } from "@/app/_messages/frame";
import { organizationMessages } from "@/app/_messages/organization";
import { peopleMessages } from "@/app/_messages/people";
import { Button } from "@/app/_ui/button";
import { InitialMark } from "../_frame/initial-mark";
import { CreateOrganizationDialog } from "./create-organization-dialog";
import { type DeletedOrganization, DeletedOrganizations } from "./deleted-organizations";
import { useLeave } from "./use-leave";

type ChooseOrganizationProps = {
  organizations: readonly { id: string; name: string; logo: string | null }[];
  deleted: readonly DeletedOrganization[];
};

/** For somebody who was removed from the organization they were in, or whose organization is gone. */
export function ChooseOrganization({ organizations, deleted }: ChooseOrganizationProps) {
  const { switchTo, isSwitching, signOut } = useLeave();
  const [isCreating, setIsCreating] = useState(false);
  const hasNone = organizations.length === 0;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-96 flex-col justify-center px-4 py-12">
      <h1 className="font-semibold text-title">{organizationMessages.chooseTitle}</h1>
      <p className="mt-1 text-quiet">{organizationMessages.chooseBody}</p>
      <p className="mt-5 mb-2 text-quiet">
        {hasNone ? organizationMessages.noneLeft : organizationMessages.chooseOther}
      </p>
      <ul className="flex flex-col gap-2">
        {organizations.map(({ id, name, logo }) => (
          <li key={id}>
            <Button
              size="large"
              disabled={isSwitching}
              onClick={() => switchTo(id)}
              className="w-full justify-start"
            >
              <InitialMark name={name} image={logo} />
              {organizationMessages.open(name)}
            </Button>
          </li>
        ))}
      </ul>
      {deleted.length > 0 && (
        <section aria-label={peopleMessages.deletedTitle} className="mt-6">
          <h2 className="mb-2 font-semibold">{peopleMessages.deletedTitle}</h2>
          <DeletedOrganizations organizations={deleted} />
        </section>
      )}
      <div className="mt-5 flex justify-between">
        <Button variant={hasNone ? "primary" : "quiet"} onClick={() => setIsCreating(true)}>
          <Plus aria-hidden />
          {frameMessages.createOrganization}
        </Button>
        <Button variant="quiet" onClick={signOut}>
          {frameMessages.signOut}
        </Button>
      </div>
      <CreateOrganizationDialog open={isCreating} onOpenChange={setIsCreating} />
    </main>
  );
}
