import { z } from "zod";

const MAX_ADDRESS = 2_000;
const MAX_BRANCH = 250;
const MAX_TOKEN = 4_000;

/** Said of every address of another kind, with the one that is meant. */
const HTTPS_ONLY =
  "Give the https address of the repository, such as https://git.example.org/team/project.git. Other protocols are not supported.";

/**
 * The https address of a repository in one form: host in lower case, no port 443, no slash at the end. User and
 * password inside it are refused, because an address is shown to everybody who can see the repository.
 */
export const remoteUrl = z
  .string()
  .trim()
  .min(1, "Give the address of the repository.")
  .max(MAX_ADDRESS, "This address is too long.")
  .transform((text, context) => {
    const refuse = (message: string) => {
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    };
    // Else a line end inside would silently go, and the address be another than the one that was read.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    if (/[\u0000-\u0020\u007f]/.test(text)) return refuse("The address holds spaces or control characters.");
    const url = URL.parse(text);
    if (url?.protocol !== "https:") return refuse(HTTPS_ONLY);
    if (url.username !== "" || url.password !== "" || text.slice(8).split(/[/?#]/, 1)[0]?.includes("@")) {
      return refuse("Leave user and password out of the address: a token has a field of its own.");
    }
    if (url.search !== "" || url.hash !== "") return refuse("Leave out what follows ? or # in the address.");
    const path = url.pathname.replace(/\/+$/, "");
    if (path === "") return refuse("The address names a host but no repository on it.");
    return `https://${url.host}${path}`;
  });

/** The name of a branch as git allows it (git-check-ref-format). */
export const branchName = z
  .string()
  .trim()
  .max(MAX_BRANCH, "The name of a branch has at most 250 characters.")
  .refine(isBranch, "This cannot be the name of a branch.");

/** A token of the git server, or `user:token` where it wants a certain user. Printable, one line. */
export const accessToken = z
  .string()
  .trim()
  .min(1, "Give a token.")
  .max(MAX_TOKEN, "This is too long for a token.")
  .regex(/^[\x21-\x7e]+$/, "A token has no spaces, line ends or letters beyond ASCII. Copy it again.");

function isBranch(name: string): boolean {
  return (
    name !== "" &&
    name !== "@" &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    !/[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|^[-/]|[/.]$/.test(name) &&
    name.split("/").every((part) => !part.startsWith(".") && !part.endsWith(".lock"))
  );
}
