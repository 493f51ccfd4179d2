import { extname } from "node:path";
import { rules } from "@secretlint/secretlint-rule-preset-recommend";
import { findOwnSecrets } from "./find-own-secrets.ts";

export type SecretFinding = { rule: string; line: number };

type RuleContext = Parameters<(typeof rules)[number]["create"]>[0];
type RuleSource = Parameters<NonNullable<ReturnType<(typeof rules)[number]["create"]>["file"]>>[0];
type SecretRange = { rule: string; start: number; end: number };

/**
 * Replaces every secret found by `•`, one for each UTF-16 unit, so that offsets and lines stay; line breaks inside a
 * key stay too. `line` counts from 1. Runs the rules of secretlint's recommended preset and a few of our own.
 *
 * The rules are run without @secretlint/core: its profiler compares every file with all before it (7 ms a file among
 * the first thousand, 42 ms among the third, and the marks are never freed).
 */
export async function redactSecrets(
  path: string,
  text: string,
): Promise<{ text: string; findings: SecretFinding[] }> {
  const ranges = [...(await runPreset(path, text)), ...findOwnSecrets(text)].sort(
    (a, b) => a.start - b.start,
  );
  if (ranges.length === 0) return { text, findings: [] };

  const pieces: string[] = [];
  const findings: SecretFinding[] = [];
  let done = 0;
  let line = 1;
  for (const { rule, start, end } of ranges) {
    // Two rules may see the same secret; it is reported once, and the longer end counts.
    if (end <= done) continue;
    const isNew = start >= done;
    const from = Math.max(start, done);
    const before = text.slice(done, from);
    line += countLines(before);
    if (isNew) findings.push({ rule, line });
    const secret = text.slice(from, end);
    pieces.push(before, secret.replace(/[^\r\n]/g, "•"));
    line += countLines(secret);
    done = end;
  }
  pieces.push(text.slice(done));
  return { text: pieces.join(""), findings };
}

/**
 * Left out: the filter that lets a file say `secretlint-disable` about itself. Never passed on: the extension .p12,
 * upon which a rule would read that path from this machine's disk.
 */
const presetRules = rules.filter((rule) => rule.meta.id !== "@secretlint/secretlint-rule-filter-comments");

async function runPreset(path: string, text: string): Promise<SecretRange[]> {
  const ranges: SecretRange[] = [];
  for (const rule of presetRules) {
    const context: RuleContext = {
      sharedOptions: {},
      createTranslator: () => (messageId, data) => ({ message: "", messageId: String(messageId), data }),
      report: ({ range, message }) => {
        if (message.messageId === "AWSAccountID") return;
        const [start, end] = secretRange(text, range, message.data);
        ranges.push({ rule: rule.meta.id.replace("@secretlint/secretlint-rule-", ""), start, end });
      },
      ignore: () => undefined,
    };
    // For AWS: look for access key ids too.
    const handler = rule.create(context, { enableIDScanRule: true });
    await handler.file?.(sourceOf(path, text));
  }
  return ranges;
}

/**
 * Several rules report the length of the secret but the place of the name before it, which would leave the secret's
 * end in clear text. The secret itself stands in the message's data: found again from the reported place on. Of a URL
 * only the password is taken.
 */
function secretRange(
  text: string,
  [start, end]: readonly [number, number],
  data: object | undefined,
): [number, number] {
  for (const [key, value] of Object.entries(data ?? {})) {
    if (key === "FILE_NAME" || typeof value !== "string" || value === "") continue;
    const at = text.startsWith(value, start) ? start : text.slice(start, start + 2000).indexOf(value) + start;
    if (at < start) continue;
    const password = /^[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:/@]{0,256}:([^\s/]{1,256})@/i.exec(value);
    if (!password?.[1]) return [at, at + value.length];
    const passwordAt = at + password[0].length - 1 - password[1].length;
    return [passwordAt, passwordAt + password[1].length];
  }
  return [start, end];
}

function sourceOf(path: string, content: string): RuleSource {
  const unused = (): never => {
    throw new Error("no rule of the preset asks for positions");
  };
  return {
    content,
    filePath: path,
    physicalFilePath: undefined,
    ext: extname(path) === ".json" ? ".json" : "",
    contentType: "text",
    hasBOM: false,
    getFilePath: () => path,
    getPhysicalFilePath: () => undefined,
    locationToRange: unused,
    rangeToLocation: unused,
    positionToIndex: unused,
    indexToPosition: unused,
  };
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
