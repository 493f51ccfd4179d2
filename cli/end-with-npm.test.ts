import { spawn } from "node:child_process";
import { expect, test } from "vitest";

// A shell stands for npm: it starts our process and goes.
function leaveOrphaned(env: Record<string, string>): Promise<string> {
  const script = `import { endWithNpm } from "./cli/end-with-npm.mjs";
    endWithNpm(() => { console.log("ended"); process.exit(0); });
    setTimeout(() => { console.log("stayed"); process.exit(0); }, 2_500);`;
  return new Promise((resolve, reject) => {
    const shell = spawn(
      "sh",
      ["-c", '"$0" --input-type=module -e "$1" & sleep 0.7', process.execPath, script],
      {
        env: { NODE_ENV: "test", PATH: process.env.PATH ?? "", ...env },
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    let said = "";
    shell.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    // The pipe closes when the orphan has gone as well.
    shell.on("error", reject).on("close", () => resolve(said.trim()));
  });
}

test("what npm started ends when npm has gone", async () => {
  expect(await leaveOrphaned({ npm_lifecycle_event: "start" })).toBe("ended");
});

test("what a person started stays when their shell has gone", async () => {
  expect(await leaveOrphaned({})).toBe("stayed");
});
