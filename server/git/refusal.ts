import { IndexingRefusal } from "@/server/indexing/refusal";

export type GitRefusalCode =
  | "bad_address"
  | "unknown_host"
  | "unreachable"
  | "certificate"
  | "redirect"
  | "no_repository"
  | "token_missing"
  | "token_wrong"
  | "token_unreadable"
  | "branch_missing"
  | "empty"
  | "too_large"
  | "too_slow"
  | "damaged"
  | "no_git"
  | "failed";

/** The field of a form that has to be changed. */
export type GitField = "url" | "branch" | "token";

/** Why a git repository cannot be read, in words for the person who added it. */
export class GitRefusal extends IndexingRefusal {
  readonly code: GitRefusalCode;
  readonly field: GitField;

  constructor(code: GitRefusalCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.field = code.startsWith("token") ? "token" : code === "branch_missing" ? "branch" : "url";
  }
}
