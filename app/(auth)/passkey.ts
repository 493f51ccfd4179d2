import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
} from "@simplewebauthn/browser";
import { accountMessages } from "@/app/_messages/account";
import { fetchAuth, postAuth } from "./auth-client";
import type { Problem } from "./auth-problem";

const notUsed: Problem = { message: accountMessages.passkeyCancelled, code: "PASSKEY_NOT_USED" };

const LOOK_AGAIN_MS = 50;

let lastAttempt: Promise<unknown> = Promise.resolve();

/**
 * Signs in with a passkey. `autofill` waits, unseen, until the person picks one where the browser offers to fill in
 * the address; a later call ends that wait, and `unless` says that there has been one. Gives a problem, or undefined when
 * the person is in.
 */
export function signInWithPasskey(
  wanted: { autofill: false } | { autofill: true; unless: () => boolean },
): Promise<Problem | undefined> {
  // The server remembers one challenge of a browser, and forgets it once it is answered: one attempt at a time.
  const attempt = endAttempt(lastAttempt).then(() => answerChallenge(wanted));
  lastAttempt = attempt.catch(() => {});
  return attempt;
}

async function answerChallenge(
  wanted: Parameters<typeof signInWithPasskey>[0],
): Promise<Problem | undefined> {
  if (wanted.autofill && wanted.unless()) return notUsed;
  const options = await fetchAuth("/passkey/generate-authenticate-options");
  if (!options.ok) return options.problem;
  if (wanted.autofill && wanted.unless()) return notUsed;
  try {
    const response = await startAuthentication({
      optionsJSON: options.data as PublicKeyCredentialRequestOptionsJSON,
      useBrowserAutofill: wanted.autofill,
    });
    const answer = await postAuth("/passkey/verify-authentication", { response });
    return answer.ok ? undefined : answer.problem;
  } catch (error) {
    return { ...notUsed, message: sentenceOf(error) };
  }
}

/** Ends an attempt that waits for a passkey; one that the server is looking at comes to its own end. */
async function endAttempt(attempt: Promise<unknown>): Promise<void> {
  let isOver = false;
  const over = attempt.then(() => {
    isOver = true;
  });
  // More than once: it may not have begun to wait yet.
  for (endPasskeyWait(); !isOver; endPasskeyWait())
    await Promise.race([over, new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))]);
}

/** Makes a passkey on this device for the person who is signed in. */
export async function addPasskey(name: string): Promise<Problem | undefined> {
  const options = await fetchAuth("/passkey/generate-register-options");
  if (!options.ok) return options.problem;
  try {
    const response = await startRegistration({
      optionsJSON: options.data as PublicKeyCredentialCreationOptionsJSON,
    });
    const answer = await postAuth("/passkey/verify-registration", { response, name });
    return answer.ok ? undefined : answer.problem;
  } catch (error) {
    return { message: sentenceOf(error) };
  }
}

/** Ends an autofill that waits: the person signs in another way, or leaves the page. */
export const endPasskeyWait = () => WebAuthnAbortService.cancelCeremony();

/** Whether the browser makes passkeys for this page: in words why not, or undefined when it does. */
export function whyNoPasskeys(host: string): string | undefined {
  if (/^(127\.[\d.]+|\[::1\])$/.test(host)) return accountMessages.passkeysAtLocalhost;
  if (/^[\d.]+$|^\[/.test(host)) return accountMessages.passkeysNeedName;
  return typeof window.PublicKeyCredential === "function" ? undefined : accountMessages.passkeysUnsupported;
}

function sentenceOf(error: unknown): string {
  if (error instanceof WebAuthnError && error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED")
    return accountMessages.passkeyThere;
  return accountMessages.passkeyCancelled;
}
