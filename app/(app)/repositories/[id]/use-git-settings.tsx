"use client";

import { type ReactNode, useState } from "react";
import { usePermissions } from "../../_session/session-provider";
import type { Repository } from "../types";
import { GitDialog } from "./git-dialog";

export type GitSettings = { allowed: boolean; open: () => void; dialog: ReactNode };

/** The settings of a git repository, for those who may change them. */
export function useGitSettings(repository: Repository): GitSettings {
  const [isOpen, setIsOpen] = useState(false);
  const { can } = usePermissions();
  return {
    allowed: repository.sourceKind === "git" && can("repository.update"),
    open: () => setIsOpen(true),
    dialog: <GitDialog repository={repository} open={isOpen} onOpenChange={setIsOpen} />,
  };
}
