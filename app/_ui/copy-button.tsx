"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { uiMessages } from "@/app/_messages/ui";
import { IconButton } from "./icon-button";
import { useToast } from "./toast";

type CopyButtonProps = {
  text: string;
  /** What is copied: "Copy the path". */
  label?: string | undefined;
  size?: "small" | "medium" | undefined;
  className?: string | undefined;
};

/** Copies a text and says so. */
export function CopyButton({ text, label = uiMessages.copy, size = "small", className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const toast = useToast();

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Browsers refuse it on plain http and without permission.
      toast.show({ kind: "failure", title: uiMessages.copyFailed });
    }
  }

  return (
    <>
      <IconButton label={label} size={size} className={className} onClick={copy}>
        {copied ? <Check aria-hidden className="text-accent" /> : <Copy aria-hidden />}
      </IconButton>
      <span role="status" className="sr-only">
        {copied ? uiMessages.copied : ""}
      </span>
    </>
  );
}
