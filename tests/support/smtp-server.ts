import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** What the server does with the next mails. */
export type SmtpManner = "take" | "refuse recipient" | "be busy" | "hang";

/** A mail server of this machine that keeps what it takes. */
export async function startSmtpServer() {
  const taken: string[] = [];
  let manner: SmtpManner = "take";
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo(_address, _session, done) {
      if (manner === "hang") return;
      if (manner === "take") return done();
      const responseCode = manner === "be busy" ? 451 : 550;
      done(Object.assign(new Error(manner), { responseCode }));
    },
    onData(stream, _session, done) {
      let text = "";
      stream.setEncoding("utf8");
      stream.on("data", (part: string) => {
        text += part;
      });
      stream.on("end", () => {
        taken.push(text);
        done();
      });
    },
  });
  server.on("error", () => {});
  const listener = server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  return {
    port,
    taken,
    behave(next: SmtpManner) {
      manner = next;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
