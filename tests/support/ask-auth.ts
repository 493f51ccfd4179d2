import { getAuth } from "@/server/auth";

const BASE = "http://localhost:3000";

/** A browser as far as Better Auth can tell: it keeps the cookies it is given. */
export function makeBrowser(headers = new Headers()) {
  const cookies = new Map(
    (headers.get("cookie") ?? "")
      .split("; ")
      .filter(Boolean)
      .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)] as const),
  );
  const cookieHeaders = () => new Headers({ cookie: [...cookies].map((pair) => pair.join("=")).join("; ") });

  async function ask(path: string, body?: Record<string, unknown>) {
    const request = new Request(path.startsWith("http") ? path : `${BASE}/api/auth${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: new Headers([...cookieHeaders(), ["origin", BASE], ["content-type", "application/json"]]),
      redirect: "manual",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await (await getAuth()).handler(request);
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";", 1);
      const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
      if (value === "" || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await answer.text();
    const data: Record<string, unknown> = /^[[{]/.test(text) ? JSON.parse(text) : {};
    return { status: answer.status, data, location: answer.headers.get("location") ?? "" };
  }

  return { ask, headers: cookieHeaders };
}
