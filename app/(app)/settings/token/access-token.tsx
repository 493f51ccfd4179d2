"use client";

import { useState, useSyncExternalStore } from "react";
import { authProblems } from "@/app/_messages/auth";
import { settingsMessages } from "@/app/_messages/settings";
import { Button } from "@/app/_ui/button";
import { CopyButton } from "@/app/_ui/copy-button";
import { fetchAuth } from "@/app/(auth)/auth-client";
import { FormError } from "@/app/(auth)/form-error";
import { useSession } from "../../_session/session-provider";

/** Draws a token for programs, and shows how to use it. */
export function AccessToken() {
  const { organization } = useSession();
  const [token, setToken] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const origin = useSyncExternalStore(
    () => () => {},
    () => window.location.origin,
    () => "",
  );
  const command = `curl -H "Authorization: Bearer $TOKEN" ${origin}/api/trpc/organization.current`;

  async function draw() {
    setIsPending(true);
    const answer = await fetchAuth("/token");
    setIsPending(false);
    const drawn = answer.ok ? tokenOf(answer.data) : undefined;
    setToken(drawn);
    setProblem(answer.ok ? (drawn ? undefined : authProblems.unexpected) : answer.problem.message);
  }

  return (
    <div className="flex flex-col gap-6">
      <FormError>{problem}</FormError>
      {token !== undefined && (
        <Snippet
          title={settingsMessages.yourToken}
          hint={settingsMessages.tokenHint(organization.name)}
          text={token}
          copyLabel={settingsMessages.copyToken}
        />
      )}
      <Button
        variant={token === undefined ? "primary" : "secondary"}
        loading={isPending}
        onClick={draw}
        className="self-start"
      >
        {token === undefined ? settingsMessages.getToken : settingsMessages.anotherToken}
      </Button>
      <Snippet
        title={settingsMessages.tryIt}
        hint={settingsMessages.tryItHint}
        text={command}
        copyLabel={settingsMessages.copyCommand}
      />
      <div>
        <h3 className="font-medium">{settingsMessages.tokenByProgram}</h3>
        <p className="text-quiet">{settingsMessages.tokenByProgramHint}</p>
      </div>
    </div>
  );
}

type SnippetProps = { title: string; hint: string; text: string; copyLabel: string };

function Snippet({ title, hint, text, copyLabel }: SnippetProps) {
  return (
    <div>
      <h3 className="font-medium">{title}</h3>
      <p className="text-quiet">{hint}</p>
      <div className="mt-2 flex items-start gap-2 rounded-md border border-line bg-code py-1.5 pr-1.5 pl-3">
        <code className="min-w-0 flex-1 break-all text-mono">{text}</code>
        <CopyButton text={text} label={copyLabel} />
      </div>
    </div>
  );
}

function tokenOf(data: unknown): string | undefined {
  const token = typeof data === "object" && data !== null && "token" in data ? data.token : undefined;
  return typeof token === "string" ? token : undefined;
}
