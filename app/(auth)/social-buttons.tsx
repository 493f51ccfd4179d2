"use client";

import { useState } from "react";
import { authMessages } from "@/app/_messages/auth";
import { Button } from "@/app/_ui/button";
import { ButtonForm } from "@/app/_ui/button-form";
import { postAuth } from "./auth-client";
import { FormError } from "./form-error";
import { providerAddress } from "./provider-address";
import { withNext } from "./with-next";

type SocialButtonsProps = { github: boolean; google: boolean; next: string };

/** How the providers call themselves. */
export const providerTitles = { github: "GitHub", google: "Google" } as const;

/** The ways in through somebody else; nothing where the operator has set up none. */
export function SocialButtons({ github, google, next }: SocialButtonsProps) {
  const [problem, setProblem] = useState<string>();
  const [going, setGoing] = useState<keyof typeof providerTitles>();
  const providers = [...(github ? (["github"] as const) : []), ...(google ? (["google"] as const) : [])];
  if (providers.length === 0) return null;

  async function go(provider: keyof typeof providerTitles) {
    setGoing(provider);
    setProblem(undefined);
    const answer = await postAuth("/sign-in/social", {
      provider,
      callbackURL: next,
      errorCallbackURL: withNext("/sign-in", next),
    });
    const url = answer.ok && providerAddress(answer.data);
    if (url) return window.location.assign(url);
    setGoing(undefined);
    setProblem(answer.ok ? undefined : answer.problem.message);
  }

  return (
    <div className="mb-5 flex flex-col gap-2">
      <FormError>{problem}</FormError>
      {providers.map((provider) => (
        <ButtonForm key={provider} onSend={() => go(provider)} className="grid">
          <Button
            type="submit"
            size="large"
            loading={going === provider}
            disabled={going !== undefined && going !== provider}
          >
            {authMessages.continueWith(providerTitles[provider])}
          </Button>
        </ButtonForm>
      ))}
      <p className="mt-3 flex items-center gap-3 text-quiet text-small before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {authMessages.or}
      </p>
    </div>
  );
}
