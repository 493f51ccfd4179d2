"use client";

import * as z from "zod/mini";
import { accountMessages } from "@/app/_messages/account";
import { Button } from "@/app/_ui/button";
import { CopyButton } from "@/app/_ui/copy-button";
import { Dialog } from "@/app/_ui/dialog";

const answer = z.object({ backupCodes: z.array(z.string()) });

/** The codes in an answer of Better Auth; none when there are none in it. */
export function recoveryCodesOf(data: unknown): string[] {
  const parsed = answer.safeParse(data);
  return parsed.success ? parsed.data.backupCodes : [];
}

/** Shows recovery codes this once. Whoever closes it without keeping them makes new ones. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const text = codes.join("\n");
  return (
    <Dialog
      open={codes.length > 0}
      onOpenChange={(open) => !open && onKept()}
      title={accountMessages.recovery}
      description={accountMessages.recoveryBody}
      footer={
        <>
          <Button onClick={() => save(text)}>{accountMessages.downloadCodes}</Button>
          <Button variant="primary" onClick={onKept}>
            {accountMessages.recoverySaved}
          </Button>
        </>
      }
    >
      <div className="flex items-start gap-2 rounded-md border border-line bg-code py-3 pr-1.5 pl-4">
        <ol aria-label={accountMessages.recovery} className="grid flex-1 grid-cols-2 gap-x-6 gap-y-1">
          {codes.map((code) => (
            <li key={code} className="font-mono text-mono">
              {code}
            </li>
          ))}
        </ol>
        <CopyButton text={text} label={accountMessages.copyCodes} />
      </div>
    </Dialog>
  );
}

function save(text: string): void {
  const url = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "carrel-recovery-codes.txt";
  link.click();
  URL.revokeObjectURL(url);
}
