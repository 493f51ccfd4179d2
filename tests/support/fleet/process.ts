import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

/** A process of a fleet: started again whenever the test has killed it. */
export class FleetProcess {
  /** How often it ended although nobody had killed it, with what it said. */
  readonly unasked: string[] = [];
  private child: ChildProcess | undefined;
  private readonly script: string;
  private readonly env: Record<string, string>;
  private readonly isReady: RegExp;

  constructor(script: string, env: Record<string, string>, isReady: RegExp) {
    this.script = script;
    this.env = env;
    this.isReady = isReady;
  }

  /** Starts it; resolves with the line by which it says that it is ready. */
  start(): Promise<string> {
    // Should the tests be killed, the pipe closes, and with it the process ends.
    const guard = pathToFileURL(path.resolve("cli/end-with-parent.mjs")).href;
    const child = spawn(
      process.execPath,
      ["--import", guard, "--import", "tsx", "--conditions=react-server", this.script],
      { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, ...this.env } },
    );
    this.child = child;
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-2_000);
    });
    return new Promise((resolve, reject) => {
      createInterface(child.stdout).on("line", (line) => {
        said = `${said}${line}\n`.slice(-2_000);
        if (this.isReady.test(line)) resolve(line);
      });
      child.on("exit", (code, signal) => {
        if (child === this.child) this.unasked.push(`${this.script} ended (${code ?? signal}): ${said}`);
        reject(new Error(`${this.script} ended before it was ready: ${said}`));
      });
    });
  }

  /** kill −9, and no word about it. */
  kill(): void {
    const child = this.child;
    this.child = undefined;
    child?.kill("SIGKILL");
  }
}
