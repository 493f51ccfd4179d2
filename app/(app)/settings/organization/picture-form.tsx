"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { peopleMessages } from "@/app/_messages/people";
import { settingsMessages } from "@/app/_messages/settings";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { useToast } from "@/app/_ui/toast";
import { InitialMark } from "../../_frame/initial-mark";
import { procedureProblem } from "../../_session/procedure-problem";
import { shrinkPicture } from "./shrink-picture";

type PictureFormProps = { name: string; logo: string | null; canChange: boolean };

export function PictureForm({ name, logo, canChange }: PictureFormProps) {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const set = useMutation(trpc.organization.setPicture.mutationOptions());

  async function save(picture: string | null) {
    try {
      await set.mutateAsync({ picture });
    } catch (error) {
      return setProblem(procedureProblem(error).message);
    }
    setProblem(undefined);
    await queryClient.invalidateQueries(trpc.organization.current.queryFilter());
    router.refresh();
    toast.show({ kind: "success", title: settingsMessages.saved });
  }

  async function choose(file: File | undefined) {
    if (!file) return;
    const picture = await shrinkPicture(file).catch(() => undefined);
    if (picture === undefined) return setProblem(peopleMessages.pictureUnreadable);
    await save(picture);
  }

  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium">{peopleMessages.picture}</legend>
      <div className="flex items-center gap-3">
        <InitialMark name={name} image={logo} className="size-10 rounded-lg text-reading" />
        {canChange && (
          <div className="flex flex-wrap gap-2">
            <Button size="small" loading={set.isPending} onClick={() => input.current?.click()}>
              {peopleMessages.choosePicture}
            </Button>
            {logo !== null && (
              <Button size="small" variant="quiet" disabled={set.isPending} onClick={() => save(null)}>
                {peopleMessages.removePicture}
              </Button>
            )}
            <input
              ref={input}
              type="file"
              hidden
              aria-label={peopleMessages.choosePicture}
              accept="image/png,image/jpeg,image/webp"
              onChange={({ currentTarget }) => {
                void choose(currentTarget.files?.[0]);
                // The same file may be chosen again after it was mended.
                currentTarget.value = "";
              }}
            />
          </div>
        )}
      </div>
      {canChange && <p className="mt-1.5 text-quiet text-small">{peopleMessages.pictureHint}</p>}
      {problem !== undefined && (
        <p role="alert" className="mt-1.5 text-danger text-small">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
