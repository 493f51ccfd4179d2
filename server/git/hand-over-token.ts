import type { Readable, Writable } from "node:stream";

/** User for tokens that need none: GitHub, GitLab and Gitea take any. */
const ANY_USER = "x-access-token";

/**
 * Makes git ask for the credential on descriptor 3, which only it inherits: so a token stands in no argument, no
 * environment and no file, and goes to a server only when that asks. Nothing is ever stored or erased.
 */
export const helperSettings: [key: string, value: string][] = [
  [
    "credential.helper",
    `!f() { test "$1" = get || exit 0; IFS= read -r user <&3; IFS= read -r secret <&3; printf 'username=%s\\npassword=%s\\n' "$user" "$secret"; }; f`,
  ],
];

/** Writes what the helper reads. A token may say its user: `user:token`. */
export function writeCredential(pipe: Writable | Readable | null | undefined, token: string): void {
  if (!pipe || !("end" in pipe)) throw new Error("Git was started without a pipe for its credential.");
  const colon = token.indexOf(":");
  const [user, secret] = colon > 0 ? [token.slice(0, colon), token.slice(colon + 1)] : [ANY_USER, token];
  // A git that ends without asking closes the pipe under the write.
  pipe.on("error", () => {});
  pipe.end(`${user}\n${secret}\n`);
}
