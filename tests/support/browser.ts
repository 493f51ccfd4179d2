import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A Chromium that runs here. */
export interface Browser {
  executablePath: string;
  args: string[];
  /** What it needs in its environment beside ours: the packed one brings its own libraries and fonts. */
  env: Record<string, string>;
  /** One word for people: where it comes from. */
  origin: string;
}

// Without windows a browser is a third quicker.
const INSTALLED = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];
const ON_MACOS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

// A test browser talks to the server under test and to nobody else, not even to its maker.
const QUIET = [
  ...[
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-default-apps",
    "--disable-sync",
  ],
  ...["--disable-domain-reliability", "--no-first-run", "--no-default-browser-check", "--no-pings"],
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

/** CHROMIUM_PATH, else an installed one, else Playwright's own, else the one packed in an npm package; else why none. */
export async function findBrowser(): Promise<Browser | { reason: string }> {
  const given = process.env.CHROMIUM_PATH;
  if (given)
    return runs(given)
      ? browser(given, "CHROMIUM_PATH")
      : { reason: `CHROMIUM_PATH (${given}) does not run` };
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const candidates = [
    ...INSTALLED.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    ...ON_MACOS,
  ];
  const installed = candidates.find((file) => existsSync(file) && runs(file));
  if (installed) return browser(installed, "installed");

  const { chromium } = await import("@playwright/test");
  const own = chromium.executablePath();
  if (own && existsSync(own) && runs(own)) return browser(own, "Playwright's own");
  return (
    (await findPacked()) ?? {
      reason:
        "Chromium: none is installed that runs here, and the packed one does not either. " +
        'Install it ("apt-get install chromium", or "npx playwright install chromium"), or set CHROMIUM_PATH',
    }
  );
}

/** Unpacks @sparticuz/chromium, with the libraries a bare machine lacks, into `.cache/chromium`. */
async function findPacked(): Promise<Browser | undefined> {
  if (process.platform !== "linux") return undefined;
  const folder = path.join(process.cwd(), ".cache", "chromium");
  mkdirSync(folder, { recursive: true });
  const before = { ...process.env };
  try {
    // The package unpacks into the temporary folder, and its libraries only where it believes to be on AWS.
    Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" });
    const { default: packed } = await import("@sparticuz/chromium");
    const executablePath = await packed.executablePath();
    const env = {
      LD_LIBRARY_PATH: path.join(folder, "al2023", "lib"),
      FONTCONFIG_FILE: writeFontConfiguration(folder),
    };
    return runs(executablePath, env) ? { ...browser(executablePath, "@sparticuz/chromium"), env } : undefined;
  } catch {
    return undefined;
  } finally {
    for (const name of ["TMPDIR", "AWS_EXECUTION_ENV", "LD_LIBRARY_PATH", "FONTCONFIG_PATH"]) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

/** The package's own names folders below /tmp; without a font, text has no size and nothing counts as visible. */
function writeFontConfiguration(folder: string): string {
  const file = path.join(folder, "fonts.conf");
  const directories = `<dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/fonts-cache</cachedir>`;
  writeFileSync(file, `<?xml version="1.0"?><fontconfig>${directories}</fontconfig>`);
  return file;
}

function browser(executablePath: string, origin: string): Browser {
  const isRoot = process.getuid?.() === 0;
  return { executablePath, args: isRoot ? ["--no-sandbox", ...QUIET] : QUIET, env: {}, origin };
}

function runs(file: string, env: Record<string, string> = {}): boolean {
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const asked = spawnSync(file, [...sandbox, "--version"], {
    timeout: 20_000,
    env: { ...process.env, ...env },
  });
  return asked.status === 0;
}
