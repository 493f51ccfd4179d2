import { expect, test } from "vitest";
import { explainFailure } from "./explain-failure";

const url = "https://ssl.example.org/openssl/not-found.git";
const explain = (stderr: string, more: { token?: string; status?: number; unreachable?: string } = {}) =>
  explainFailure({
    ...{ url, token: more.token, unreachable: more.unreachable },
    result: { status: more.status ?? 128, stdout: "", stderr, stopped: undefined },
  });
const access = (what: string) => `fatal: unable to access '${url}/': ${what}`;

// As git, curl and the large servers write it.
test.each([
  [
    "fatal: could not read Username for 'https://ssl.example.org': terminal prompts disabled",
    "token_missing",
  ],
  [`remote: Invalid username or password.\nfatal: Authentication failed for '${url}/'`, "token_wrong"],
  [`remote: HTTP Basic: Access denied.\nfatal: Authentication failed for '${url}/'`, "token_wrong"],
  [`remote: Write access not granted.\n${access("The requested URL returned error: 403")}`, "token_wrong"],
  [`remote: Repository not found.\nfatal: repository '${url}/' not found`, "no_repository"],
  [access("The requested URL returned error: 410"), "no_repository"],
  [`fatal: ${url}/info/refs not valid: is this a git repository?`, "no_repository"],
  [access("The requested URL returned error: 301"), "redirect"],
  [access("The requested URL returned error: 429"), "unreachable"],
  [access("The requested URL returned error: 502"), "unreachable"],
  [access("SSL certificate problem: unable to get local issuer certificate"), "certificate"],
  [access("server certificate verification failed. CAfile: none CRLfile: none"), "certificate"],
  [access("SSL: no alternative certificate subject name matches target host name"), "certificate"],
  [access("GnuTLS recv error (-110): The TLS connection was non-properly terminated."), "unreachable"],
  [access("gnutls_handshake() failed: Error in the pull function."), "unreachable"],
  [access("OpenSSL SSL_read: Connection reset by peer, errno 104"), "unreachable"],
  [access("Operation too slow. Less than 1 bytes/sec transferred the last 60 seconds"), "unreachable"],
  ["error: RPC failed; curl 56 Recv failure\nfatal: early EOF", "unreachable"],
  ["fatal: couldn't find remote ref refs/heads/gone", "branch_missing"],
  ["fatal: write error: No space left on device\nfatal: fetch-pack: invalid index-pack output", "failed"],
  ["fatal: Out of memory, malloc failed\nfatal: index-pack failed", "too_large"],
  ["error: object 1f: hasDotgit: contains '.git'\nfatal: fsck error in packed object", "damaged"],
  ["fatal: dumb http transport does not support shallow capabilities", "no_repository"],
  ["fatal: something nobody has seen before", "failed"],
])("%s means %#: %s", (stderr, code) => {
  expect(explain(stderr).code).toBe(code);
});

test("what a server says of itself decides nothing, and is shown short, plain and without the token", () => {
  expect(explain("remote: certificate error: 404 not found\nfatal: the remote end is odd").code).toBe(
    "failed",
  );
  const { message } = explain(`fatal: \u001b[31mbad ${"x".repeat(500)}`, { token: "letmein" });
  expect(message).not.toContain("\u001b");
  expect(message.length).toBeLessThan(400);
  expect(explain("fatal: you sent letmein", { token: "letmein" }).message).not.toContain("letmein");
});

test("no git, a host that does not answer, and a missing right each have their words", () => {
  expect(explain("", { status: 127 }).code).toBe("no_git");
  expect(explain(access("Proxy CONNECT aborted"), { unreachable: "ECONNREFUSED" }).message).toMatch(
    /cannot be reached/,
  );
  const forbidden = access("The requested URL returned error: 403");
  expect(explain(forbidden).message).toMatch(/Give a token/);
  expect(explain(forbidden, { token: "letmein" }).message).toMatch(/may not read/);
  expect(explain(forbidden).field).toBe("token");
});
