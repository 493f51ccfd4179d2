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

let lastChallenge: Promise<unknown> = Promise.resolve();

/**
 * Signs in with a passkey. `autofill` waits, unseen, until the person picks one where the browser offers to fill in
 * the address; a later call ends that wait, and `unless` says that there has been one. Gives a problem, or undefined when
 * the person is in.
 */
export async function signInWithPasskey(
  wanted: { autofill: false } | { autofill: true; unless: () => boolean },
): Promise<Problem | undefined> {
  // The server remembers one challenge of a browser: the last it was asked for has to be the one that is answered.
  const challenge = lastChallenge.then(() => fetchAuth("/passkey/generate-authenticate-options"));
  lastChallenge = challenge.catch(() => {});
  const options = await challenge;
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
