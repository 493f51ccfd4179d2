"use client";

import { browserSupportsWebAuthnAutofill } from "@simplewebauthn/browser";
import { KeyRound } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { authMessages } from "@/app/_messages/auth";
import { Button } from "@/app/_ui/button";
import { ButtonForm } from "@/app/_ui/button-form";
import { FormError } from "./form-error";
import { leaveFor } from "./leave-for";
import { endPasskeyWait, signInWithPasskey, whyNoPasskeys } from "./passkey";

/** Signs in with a passkey: by the button, or by picking one where the browser offers to fill in the address. */
export function PasskeyButton({ next }: { next: string }) {
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  // Known in the browser only; the button keeps its place until then.
  const [isPossible, setIsPossible] = useState(true);
  // Who has pressed the button is asked by it alone: a browser asks for one passkey at a time.
  const isAsked = useRef(false);

  useEffect(() => {
    const possible = whyNoPasskeys(window.location.hostname) === undefined;
    setIsPossible(possible);
    let isHere = true;
    void (async () => {
      if (!possible || !(await browserSupportsWebAuthnAutofill()) || !isHere || isAsked.current) return;
      const found = await signInWithPasskey({ autofill: true, unless: () => isAsked.current });
      if (!isHere) return;
      if (found === undefined) return leaveFor(next);
      if (!isAsked.current && found.code !== "PASSKEY_NOT_USED") setProblem(found.message);
    })();
    return () => {
      isHere = false;
      endPasskeyWait();
    };
  }, [next]);

  async function signIn() {
    isAsked.current = true;
    setIsPending(true);
    setProblem(undefined);
    const found = await signInWithPasskey({ autofill: false });
    if (found === undefined) return leaveFor(next);
    setIsPending(false);
    setProblem(found.message);
  }

  if (!isPossible) return null;
  return (
    <div className="mt-3 flex flex-col gap-3">
      <ButtonForm onSend={signIn} className="grid">
        <Button type="submit" size="large" loading={isPending}>
          <KeyRound aria-hidden />
          {authMessages.withPasskey}
        </Button>
      </ButtonForm>
      <FormError>{problem}</FormError>
    </div>
  );
}
