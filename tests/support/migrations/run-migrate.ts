import { spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** `npm run db:migrate` as a process of its own; `killAfterMs` kills it, if it still runs then: its code is null. */
export function runMigrate(
  variables: Record<string, string>,
  killAfterMs?: number,
): Promise<{ code: number | null; said: string }> {
  const guard = pathToFileURL(path.resolve("cli/end-with-parent.mjs")).href;
  const flags = ["--import", guard, "--import", "tsx", "--conditions=react-server"];
  const child = spawn(process.execPath, [...flags, "cli/migrate.ts"], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, DATABASE_MIGRATION_URL: "", DATABASE_DRIVER: "", ...variables },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  return new Promise((resolve) => {
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code, said });
    });
  });
}
