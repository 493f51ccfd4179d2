"use client";

import { useState } from "react";
import { useUpload } from "../_upload/use-upload";

/** What was filled in so far, for every way of adding: looking at another one loses nothing. */
export function useDraft() {
  const upload = useUpload();
  const [path, setPath] = useState<string>();
  const [git, setGit] = useState({ url: "", branch: "", token: "" });
  const [name, setName] = useState("");
  const [isNamedByHand, setIsNamedByHand] = useState(false);
  return {
    upload,
    /** Undefined until something was typed. */
    path,
    setPath,
    git,
    setGit,
    name,
    /** A name typed by hand stays; one that was emptied is suggested again. */
    setName(typed: string) {
      setName(typed);
      setIsNamedByHand(typed !== "");
    },
    suggestName(suggestion: string) {
      if (!isNamedByHand) setName(suggestion);
    },
  };
}

export type Draft = ReturnType<typeof useDraft>;
