import { TRPCError } from "@trpc/server";
import type { IdentityRefusal } from "./confirm-identity";

export const refuse = (code: TRPCError["code"], message: string) => new TRPCError({ code, message });

/** Why a person was not taken for who they say they are, in words. */
export function refuseIdentity(reason: IdentityRefusal): TRPCError {
  switch (reason) {
    case "too many attempts":
      return refuse("TOO_MANY_REQUESTS", "Too many tries. Wait a quarter of an hour, then try again.");
    case "wrong password":
      return refuse("FORBIDDEN", "This is not your password.");
    case "not fresh":
      return refuse(
        "FORBIDDEN",
        "Sign out and in again, then do this within ten minutes: you have no password to ask for.",
      );
  }
}
