"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { accountMessages } from "@/app/_messages/account";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/button";
import { useToast } from "@/app/_ui/toast";
import { procedureProblem } from "../../_session/procedure-problem";
import { useSession } from "../../_session/session-provider";
import { shrinkPicture } from "./shrink-picture";

/** The picture beside the name, to choose and to remove. */
export function PictureField() {
  const { person } = useSession();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const input = useRef<HTMLInputElement>(null);
  const [isBusy, setIsBusy] = useState(false);
  const set = useMutation(trpc.account.profile.setPicture.mutationOptions());
  const remove = useMutation(trpc.account.profile.removePicture.mutationOptions());

  async function run(work: () => Promise<unknown>, done: string) {
    setIsBusy(true);
    try {
      await work();
      await queryClient.invalidateQueries(trpc.account.me.queryFilter());
      void queryClient.invalidateQueries(trpc.member.list.pathFilter());
      toast.show({ kind: "success", title: done });
    } catch (error) {
      toast.show({ kind: "failure", title: procedureProblem(error).message });
    } finally {
      setIsBusy(false);
    }
  }

  async function choose(file: File | undefined) {
    if (file === undefined) return;
    const base64 = await shrinkPicture(file);
    if (base64 === undefined)
      return toast.show({ kind: "failure", title: accountMessages.pictureUnreadable });
    await run(() => set.mutateAsync({ base64 }), accountMessages.pictureSaved);
  }

  const [initial] = new Intl.Segmenter("en").segment(person.name.trim().toUpperCase());
  return (
    <div className="mb-6 flex items-center gap-4">
      {person.image === null ? (
        <span
          aria-hidden
          className="grid size-16 shrink-0 place-items-center rounded-full bg-tint font-semibold text-tint-text text-title"
        >
          {initial?.segment}
        </span>
      ) : (
        // biome-ignore lint/performance/noImgElement: a small picture of our own route.
        <img
          src={person.image}
          alt={accountMessages.picture}
          className="size-16 shrink-0 rounded-full object-cover"
        />
      )}
      <div className="min-w-0">
        <div className="flex flex-wrap gap-2">
          <Button loading={isBusy} onClick={() => input.current?.click()}>
            {accountMessages.choosePicture}
          </Button>
          {person.image !== null && (
            <Button
              variant="quiet"
              disabled={isBusy}
              onClick={() => run(() => remove.mutateAsync(), accountMessages.pictureRemoved)}
            >
              {accountMessages.removePicture}
            </Button>
          )}
        </div>
        <p className="mt-1.5 text-quiet text-small">{accountMessages.pictureHint}</p>
      </div>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        aria-label={accountMessages.picture}
        hidden
        onChange={(event) => {
          void choose(event.target.files?.[0]);
          // So that choosing the same file again is a change too.
          event.target.value = "";
        }}
      />
    </div>
  );
}
