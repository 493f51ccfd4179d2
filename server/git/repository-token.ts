import { env } from "@/server/env";
import { SealBroken, seal, unseal } from "@/server/seal";
import { GitRefusal } from "./refusal";

/** The row a token belongs to; it cannot be opened for another one. */
export interface TokenPlace {
  organizationId: string;
  repositoryId: string;
}

const placeOf = ({ organizationId, repositoryId }: TokenPlace) =>
  `repository.credential ${organizationId} ${repositoryId}`;
const keys = () => [env.ENCRYPTION_KEY, ...env.ENCRYPTION_KEYS_OLD] as const;

/** A token as it is stored. */
export const sealToken = (token: string, place: TokenPlace): string => seal(token, placeOf(place), keys());

/**
 * A stored token in clear, for git alone. `renewed` is the same sealed with the present key, where an old one was
 * needed. Throws GitRefusal when no key opens it.
 */
export function openToken(credential: string, place: TokenPlace): { token: string; renewed?: string } {
  try {
    const { secret, isStale } = unseal(credential, placeOf(place), keys());
    return isStale ? { token: secret, renewed: sealToken(secret, place) } : { token: secret };
  } catch (cause) {
    if (!(cause instanceof SealBroken)) throw cause;
    throw new GitRefusal(
      "token_unreadable",
      "The stored token cannot be read: ENCRYPTION_KEY has changed since. Enter the token again, or have the operator list the old key in ENCRYPTION_KEYS_OLD.",
      { cause },
    );
  }
}
