"use client";

import { useState } from "react";
import { peopleMessages } from "@/app/_messages/people";
import { Button } from "@/app/_ui/button";
import { ButtonForm } from "@/app/_ui/button-form";
import { postAuth } from "../auth-client";
import { FormError } from "../form-error";
import { leaveFor } from "../leave-for";

/** Ends the session and comes back to a path of this site. */
export function SignOutButton({ to }: { to: string }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function signOut() {
    setPending(true);
    const answer = await postAuth("/sign-out");
    if (answer.ok) return leaveFor(to);
    setPending(false);
    setProblem(answer.problem.message);
  }
  return (
    <>
      <FormError>{problem}</FormError>
      <ButtonForm onSend={signOut}>
        <Button type="submit" size="large" loading={pending}>
          {peopleMessages.signOut}
        </Button>
      </ButtonForm>
    </>
  );
}
