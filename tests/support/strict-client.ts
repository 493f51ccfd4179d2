import http from "node:http";
import { setTimeout } from "node:timers/promises";

export interface Answer {
  status: number;
  text: string;
  headers: http.IncomingHttpHeaders;
}

export interface Ask {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  agent?: http.Agent;
  /** Whether the server's process has taken up the connection from this port since then; by default it has. */
  wasTakenUp?: (localPort: number, sinceMs: number) => boolean;
}

/**
 * One request. It is tried again only when nobody has accepted it: the connection was refused, or the kernel reset it
 * before the process had taken it up. Whatever else goes wrong rejects.
 */
export async function ask(url: string, options: Ask = {}): Promise<Answer> {
  for (;;) {
    const sent = { sinceMs: Date.now(), localPort: undefined as number | undefined };
    try {
      return await askOnce(url, options, sent);
    } catch (error) {
      const { code, syscall } = error as NodeJS.ErrnoException;
      const isUnread =
        code === "ECONNRESET" &&
        (syscall === "connect" ||
          (sent.localPort !== undefined && options.wasTakenUp?.(sent.localPort, sent.sinceMs) === false));
      if (code !== "ECONNREFUSED" && !isUnread) throw error;
      await setTimeout(10);
    }
  }
}

function askOnce(
  url: string,
  { method = "GET", body, headers = {}, agent }: Ask,
  sent: { localPort: number | undefined },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const request = http.request(url, {
      method,
      headers: { ...headers, ...(text === undefined ? {} : { "content-type": "application/json" }) },
      ...(agent ? { agent } : { agent: false }),
    });
    request.on("socket", (socket) => {
      // A connection that was kept open from before has been taken up long ago.
      if (socket.connecting) {
        socket.once("connect", () => {
          sent.localPort = socket.localPort;
        });
      }
    });
    request.on("error", reject).on("response", (response) => {
      let received = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        received += part;
      });
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, text: received, headers: response.headers }),
      );
    });
    request.end(text);
  });
}

/**
 * Follows an event stream as a browser does: opens it again when it ends. Returns what happened, and how to leave. A
 * connection that breaks in the middle is an error; one that ends is not. `onData` gets what each event says.
 */
export function follow(
  url: string,
  headers: Record<string, string>,
  onData: (data: string) => void = () => {},
) {
  const seen = { events: 0, opened: 0, errors: [] as string[] };
  const left = new AbortController();
  const run = async () => {
    while (!left.signal.aborted) {
      await new Promise<void>((resolve) => {
        const request = http.get(url, { headers, agent: false, signal: left.signal }, (response) => {
          seen.opened += 1;
          let rest = "";
          response.setEncoding("utf8").on("data", (text: string) => {
            const lines = (rest + text).split("\n");
            rest = lines.pop() ?? "";
            for (const line of lines) {
              if (!line.startsWith("data:")) continue;
              seen.events += 1;
              onData(line.slice("data:".length).trim());
            }
          });
          response.on("error", (error) => left.signal.aborted || seen.errors.push(error.message));
          response.on("close", resolve);
        });
        request.on("error", (error: NodeJS.ErrnoException) => {
          if (error.code !== "ECONNREFUSED" && !left.signal.aborted) seen.errors.push(`${error.code}`);
          resolve();
        });
      });
      await setTimeout(30);
    }
  };
  const running = run();
  return {
    seen,
    leave: () => {
      left.abort();
      return running;
    },
  };
}
