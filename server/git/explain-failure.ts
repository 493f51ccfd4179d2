import { GitRefusal, type GitRefusalCode } from "./refusal";
import type { GitResult } from "./run-git";

interface Failure {
  result: GitResult;
  url: string;
  token: string | undefined;
  /** Why the host could not be connected to, if it could not. */
  unreachable: string | undefined;
}

type Sentence = (failure: Failure & { hostname: string }) => string;

/** What git or curl writes (in English: LC_ALL=C), the refusal it means, and what to do. The first match counts. */
const known: [pattern: RegExp, code: GitRefusalCode, sentence: Sentence][] = [
  [
    /No space left on device/,
    "failed",
    () => "The disk of this installation is full. The operator must make room, then try again.",
  ],
  [
    /out of memory|cannot allocate memory|malloc failed/i,
    "too_large",
    () => "The repository needs more memory to unpack than a repository may have.",
  ],
  [
    /Authentication failed|HTTP Basic: Access denied|error: 401/,
    "token_wrong",
    ({ hostname }) =>
      `${hostname} does not accept this token. Make a new one that may read the repository; it may have expired. Where the server wants a certain user, write user:token.`,
  ],
  [
    /could not read (Username|Password)/,
    "token_missing",
    ({ hostname }) =>
      `${hostname} asks for a token: the repository is private, or there is none at this address. Give a token that may read it, or check the address.`,
  ],
  [
    /error: 403/,
    "token_wrong",
    ({ hostname, token }) =>
      token === undefined
        ? `${hostname} does not let strangers read this repository. Give a token that may.`
        : `This token may not read the repository: ${hostname} says no. Give it the right to read, or make another one.`,
  ],
  [
    /error: 30\d|url base from redirection/,
    "redirect",
    ({ hostname }) =>
      `${hostname} sends this address elsewhere, and redirects are not followed. Open it in a browser and give the address it ends at.`,
  ],
  [
    /not found|error: 4(04|10)|is this a git repository/,
    "no_repository",
    ({ token }) =>
      token === undefined
        ? "There is no git repository at this address, or it is private. Check the address, or give a token that may read it."
        : "There is no git repository at this address, or this token may not see it. Check both.",
  ],
  [
    /error: (429|5\d\d)/,
    "unreachable",
    ({ hostname }) => `${hostname} has troubles of its own, or too many ask it. Try again later.`,
  ],
  [/couldn't find remote ref/, "branch_missing", () => "The branch is gone. Choose another one."],
  [
    /too slow|timed out|early EOF|hung up|RPC failed|Could not connect|Failed to connect|Empty reply|Recv failure|recv error|pull function|reset by peer|tunnel failed|from proxy/,
    "unreachable",
    ({ hostname }) => `The connection to ${hostname} broke off. Try again later.`,
  ],
  [
    /certificate|SSL|TLS|gnutls/i,
    "certificate",
    ({ hostname }) =>
      `${hostname} shows a certificate that is not trusted here. The operator can name its authority in GIT_CA_FILE.`,
  ],
  [
    /fsck error|error in object|bad object|did not send all necessary|index-pack (failed|died)|invalid index-pack|hasDot|packed object/i,
    "damaged",
    () =>
      "The repository holds objects that are damaged or made to do harm, so nothing of it was stored. Have its owner run git fsck.",
  ],
  [
    /dumb http|shallow capabilities|does not support shallow/,
    "no_repository",
    () =>
      "This server only serves git's files and cannot send one commit. Give an address that speaks git's smart protocol.",
  ],
];

/** The refusal behind a git command that did not succeed. */
export function explainFailure(failure: Failure): GitRefusal {
  const { result, url, unreachable, token } = failure;
  const { hostname } = new URL(url);
  if (result.status === 127) {
    return new GitRefusal(
      "no_git",
      "Git is not installed on the server. The operator must install it (2.30 or later).",
    );
  }
  if (result.stopped === "time") {
    return new GitRefusal("too_slow", `${hostname} took too long to answer. Try again later.`);
  }
  if (result.stopped === "output") {
    return new GitRefusal("too_large", `${hostname} lists far more branches than any repository has.`);
  }
  if (unreachable !== undefined) {
    return new GitRefusal(
      "unreachable",
      `${hostname} cannot be reached. Try again later, or check the port.`,
    );
  }
  const said = wordsOfGit(result.stderr, url);
  for (const [pattern, code, sentence] of known) {
    if (pattern.test(said)) return new GitRefusal(code, sentence({ ...failure, hostname }));
  }
  return new GitRefusal("failed", `Git could not read the repository: ${lastLine(result.stderr, token)}`);
}

/** Without the address, which may read like any error, and without the server's own words. */
function wordsOfGit(stderr: string, url: string): string {
  const lines = stderr.split("\n").filter((line) => !line.startsWith("remote:"));
  return lines.join("\n").replaceAll(url, "").replaceAll(new URL(url).host, "");
}

/** One line of what git said, short and plain; never the token, should a server have sent it back. */
function lastLine(stderr: string, token: string | undefined): string {
  const lines = stderr
    .split("\n")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a server's words may hold them.
    .map((line) => line.replace(/[\u0000-\u001f\u007f-\u009f]/g, " ").trim())
    .filter(Boolean);
  const said = lines.findLast((line) => line.startsWith("fatal:")) ?? lines.at(-1) ?? "it gave no reason.";
  return (token === undefined ? said : said.replaceAll(token, "…")).slice(0, 300);
}
