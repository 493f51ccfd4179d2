import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";

export interface ProviderPerson {
  id: string;
  name: string;
  email: string;
  isVerified: boolean;
}

const nobody: ProviderPerson = { id: "1", name: "Nobody", email: "nobody@example.org", isVerified: true };

/**
 * Plays GitHub and Google on this machine (OAUTH_TEST_SERVER): whoever comes is signed in at once as the person last
 * given to `be`, or posted to /be. The addresses are those of the real ones, below the name of the host.
 */
export async function startOAuthServer() {
  let person = nobody;
  /** What an access token or a code stands for. */
  const granted = new Map<string, { person: ProviderPerson; nonce: string | null }>();
  let grants = 0;

  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const body = new URLSearchParams(await textOf(request));
    const answer = (data: unknown, status = 200) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(data));
    const bearer = granted.get((request.headers.authorization ?? "").replace("Bearer ", ""))?.person;
    switch (url.pathname) {
      case "/be":
        person = { ...nobody, ...Object.fromEntries(body), isVerified: body.get("isVerified") !== "false" };
        return answer({});
      case "/github/authorize":
      case "/google/authorize": {
        const code = `code-${++grants}`;
        granted.set(code, { person, nonce: url.searchParams.get("nonce") });
        const back = new URL(url.searchParams.get("redirect_uri") ?? "");
        back.searchParams.set("code", code);
        back.searchParams.set("state", url.searchParams.get("state") ?? "");
        return response.writeHead(302, { location: back.href }).end();
      }
      case "/github.com/login/oauth/access_token":
      case "/oauth2.googleapis.com/token": {
        const grant = granted.get(body.get("code") ?? "");
        if (!grant) return answer({ error: "bad_verification_code" });
        granted.delete(body.get("code") ?? "");
        const token = `secret-token-${++grants}`;
        granted.set(token, grant);
        const idToken = url.pathname.startsWith("/oauth2") ? idTokenOf(grant.person, grant.nonce) : undefined;
        return answer({ access_token: token, token_type: "bearer", scope: "email", id_token: idToken });
      }
      case "/api.github.com/user":
        return bearer
          ? answer({
              id: Number(bearer.id),
              login: bearer.name,
              name: bearer.name,
              avatar_url: "https://avatars.example/1.png",
            })
          : answer({}, 401);
      case "/api.github.com/user/emails":
        return bearer
          ? answer([{ email: bearer.email, primary: true, verified: bearer.isVerified }])
          : answer({}, 401);
      default:
        return answer({}, 404);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    be(next: Partial<ProviderPerson>) {
      person = { ...nobody, ...next };
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Better Auth takes a token that came straight from the provider's own address without looking at its signature. */
function idTokenOf(person: ProviderPerson, nonce: string | null): string {
  const part = (data: unknown) => Buffer.from(JSON.stringify(data)).toString("base64url");
  const claims = {
    ...{ iss: "https://accounts.google.com", sub: person.id, name: person.name, email: person.email },
    ...{ email_verified: person.isVerified, picture: "https://avatars.example/2.png" },
    ...(nonce === null ? {} : { nonce }),
  };
  return `${part({ alg: "RS256" })}.${part(claims)}.${Buffer.from("none").toString("base64url")}`;
}

async function textOf(request: http.IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += part;
  return text;
}
