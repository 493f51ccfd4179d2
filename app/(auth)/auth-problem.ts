import { authProblems, fieldProblems } from "@/app/_messages/auth";

/** A refusal in words; `field` names the input it is about, `code` is Better Auth's. */
export type Problem = { message: string; field?: string; code?: string };

type Refusal = { status: number; code?: string | undefined; retryAfterSeconds?: number };

/** What to tell a person about an answer of Better Auth that is no success; status 0 means none came. */
export function authProblem({ status, code, retryAfterSeconds = 0 }: Refusal): Problem {
  if (status === 0) return { message: authProblems.offline };
  const known = code === undefined ? undefined : byCode.get(code);
  if (status === 429 && known === undefined)
    return { message: authProblems.tooMany(Math.max(1, Math.ceil(retryAfterSeconds) || 10)) };
  if (code !== undefined && known !== undefined) return { ...known, code };
  if (status === 401) return { message: authProblems.signedOut, code: "UNAUTHORIZED" };
  return { message: authProblems.unexpected, ...(code === undefined ? {} : { code }) };
}

const taken = { message: authProblems.emailTaken, field: "email" };

const byCode = new Map<string, Problem>(
  Object.entries({
    INVALID_EMAIL_OR_PASSWORD: { message: authProblems.wrongPassword, field: "password" },
    INVALID_PASSWORD: { message: authProblems.wrongCurrentPassword, field: "currentPassword" },
    INVALID_EMAIL: { message: fieldProblems.emailWrong, field: "email" },
    USER_ALREADY_EXISTS: taken,
    USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: taken,
    PASSWORD_TOO_SHORT: { message: fieldProblems.passwordTooShort, field: "newPassword" },
    PASSWORD_TOO_LONG: { message: fieldProblems.passwordTooLong, field: "newPassword" },
    EMAIL_PASSWORD_SIGN_UP_DISABLED: { message: authProblems.signUpClosed },
    CREDENTIAL_ACCOUNT_NOT_FOUND: { message: authProblems.noPassword, field: "currentPassword" },
    INVALID_TOKEN: { message: authProblems.linkExpired },
    TOKEN_EXPIRED: { message: authProblems.linkExpired },
    INVALID_CODE: { message: authProblems.wrongCode, field: "code" },
    INVALID_BACKUP_CODE: { message: authProblems.wrongRecoveryCode, field: "code" },
    TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: { message: authProblems.codesSpent },
    ACCOUNT_TEMPORARILY_LOCKED: { message: authProblems.locked },
    INVALID_TWO_FACTOR_COOKIE: { message: authProblems.challengeOver },
    PASSKEY_NOT_FOUND: { message: authProblems.passkeyUnknown },
    AUTHENTICATION_FAILED: { message: authProblems.passkeyUnknown },
    SESSION_NOT_FRESH: { message: authProblems.notFresh },
    INVALID_ORIGIN: { message: authProblems.foreignOrigin },
    MISSING_OR_NULL_ORIGIN: { message: authProblems.foreignOrigin },
  }),
);
