"use client";

import { useMutation } from "@tanstack/react-query";
import { peopleMessages } from "@/app/_messages/people";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { ButtonForm } from "@/app/_ui/button-form";
import { TextLink } from "@/app/_ui/text-link";
import { FormError } from "../form-error";
import { leaveFor } from "../leave-for";

/** Joins and opens the organization, or declines. */
export function AnswerInvitation({ token }: { token: string }) {
  const trpc = useTRPC();
  const accept = useMutation(trpc.invitation.accept.mutationOptions({ onSuccess: () => void leaveFor("/") }));
  const decline = useMutation(trpc.invitation.decline.mutationOptions());
  if (decline.isSuccess)
    return (
      <div role="status">
        <h2 className="font-semibold">{peopleMessages.declinedTitle}</h2>
        <p className="mt-1 mb-4 text-quiet">{peopleMessages.declinedBody}</p>
        <TextLink href="/">{peopleMessages.toStart}</TextLink>
      </div>
    );
  return (
    <div className="flex flex-col gap-4">
      <FormError>{(accept.error ?? decline.error)?.message}</FormError>
      <div className="flex gap-2">
        <ButtonForm onSend={() => accept.mutate({ token })}>
          <Button
            type="submit"
            variant="primary"
            size="large"
            loading={accept.isPending || accept.isSuccess}
            disabled={decline.isPending}
          >
            {peopleMessages.join}
          </Button>
        </ButtonForm>
        <ButtonForm onSend={() => decline.mutate({ token })}>
          <Button
            type="submit"
            size="large"
            variant="quiet"
            loading={decline.isPending}
            disabled={accept.isPending || accept.isSuccess}
          >
            {peopleMessages.decline}
          </Button>
        </ButtonForm>
      </div>
    </div>
  );
}
