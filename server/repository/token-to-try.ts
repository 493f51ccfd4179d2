import { GitRefusal } from "@/server/git/refusal";
import { openToken, type TokenPlace } from "@/server/git/repository-token";
import { badRequest } from "./check-remote";

/** The token a change will leave: the new one, none (null), or (undefined) the stored one. BAD_REQUEST if no key opens that. */
export function tokenToTry(
  token: string | null | undefined,
  stored: string | null,
  place: TokenPlace,
): string | undefined {
  if (token !== undefined) return token ?? undefined;
  if (stored === null) return undefined;
  try {
    return openToken(stored, place).token;
  } catch (error) {
    throw error instanceof GitRefusal ? badRequest(error) : error;
  }
}
