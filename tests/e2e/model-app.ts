import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { pgliteExtensions } from "../../db/open-pglite";
import { type ModelRequest, type ModelServer, type Scene, startModelServer } from "../support/model-server";
import { freePort, type ProductionServer, startProductionServer } from "../support/production-server";
import { addFolder, makeSource, sample, signUp } from "./person";
import type { Browser } from "./test";

export interface ModelApp {
  url: string;
  model: ModelServer;
  /** Everything the server has printed, over all its starts. */
  printed: () => string;
  /** Where the server has opened connections to, each once: `host:port`. */
  wentTo: () => string[];
  /** Works on the database, or with commands, while the server is down; then starts it again. */
  whileDown: <T>(work: (place: { database: string; dataDir: string }) => Promise<T>) => Promise<T>;
  stop: () => Promise<void>;
}

/** The production server on a port of its own, answering with a scripted model at $1 and $2 for a million tokens. */
export async function startModelApp(): Promise<ModelApp> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "carrel-model-"));
  const dataDir = path.join(folder, "data");
  const outgoing = path.join(folder, "outgoing");
  const model = await startModelServer([{ kind: "answer", text: "Nothing." }]);
  const port = await freePort();
  const start = () =>
    startProductionServer({
      ...{ dataDir, port, preload: "tests/support/record-outgoing.mjs" },
      env: {
        ...{ CHAT_BASE_URL: model.baseUrl, CHAT_MODEL: "test/scripted", CHAT_PRICE: "1/2" },
        CHAT_API_KEY: "sk-of-journeys",
        LOCAL_SOURCES: process.env.E2E_SOURCES ?? "",
        OUTGOING_FILE: outgoing,
      },
    });
  let server: ProductionServer = await start();
  let before = "";
  return {
    url: server.url,
    model,
    printed: () => before + server.printed(),
    wentTo: () =>
      existsSync(outgoing) ? [...new Set(readFileSync(outgoing, "utf8").trim().split("\n"))] : [],
    async whileDown(work) {
      await server.stop();
      before += server.printed();
      const done = await work({ database: path.join(dataDir, "pglite"), dataDir });
      server = await start();
      return done;
    },
    async stop() {
      await server.stop("SIGKILL");
      await model.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A person with an indexed repository in front of a new conversation; whatever the browser asks for is written down. */
export async function readyFor(
  app: ModelApp,
  browser: Browser,
  name: string,
  files: Record<string, string> = sample,
) {
  const context = await browser.newContext({ baseURL: app.url });
  const asked: string[] = [];
  context.on("request", (request) => asked.push(request.url()));
  const page = await context.newPage();
  await signUp(page, name);
  await addFolder(page, "payments-api", makeSource("model", files));
  await page.goto("/conversations/new");
  return { context, page, asked };
}

/** Gives an organization another plan, as an operator does: by the command. */
export async function changePlan(app: ModelApp, organizationId: string, plan: string): Promise<void> {
  const command = [path.resolve("node_modules/tsx/dist/cli.mjs"), "--conditions=react-server", "cli/plan.ts"];
  await app.whileDown(({ dataDir }) =>
    promisify(execFile)(process.execPath, [...command, organizationId, plan], {
      env: { PATH: process.env.PATH, NODE_ENV: "test", DATA_DIR: dataDir },
    }),
  );
}

/** One statement in the embedded database of a server that is down. */
export async function queryDatabase<T>(database: string, text: string, values: unknown[] = []): Promise<T[]> {
  const client = await PGlite.create({ dataDir: `file://${database}`, extensions: pgliteExtensions });
  try {
    return (await client.query<T>(text, values)).rows;
  } finally {
    await client.close();
  }
}

/** What the model is asked at last: the question with its passages. */
export const askedOf = ({ messages }: ModelRequest): string =>
  String(messages.findLast(({ role }) => role === "user")?.content ?? "");

/** How many of its tools have told the model something by now. */
export const toldTimes = ({ messages }: ModelRequest): number =>
  messages.filter(({ role }) => role === "tool").length;

export const wantsPlan = ({ messages }: ModelRequest): boolean =>
  JSON.stringify(messages[0]).includes("Propose a plan");

/** The number under which the model was shown a file. */
export const numberOf = (request: ModelRequest, file: string): string =>
  new RegExp(`number="(\\d+)" source="${file}`).exec(askedOf(request))?.[1] ?? "0";

export const planOf = (...steps: { kind: string; title: string; input: object }[]): Scene => ({
  kind: "answer",
  text: JSON.stringify({ steps, expectedEffects: ["A note."] }),
});

export const writeNote = (content: string): Scene => ({
  kind: "tool",
  name: "write_note",
  input: JSON.stringify({ title: "Webhooks", content }),
});
