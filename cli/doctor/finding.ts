/** What one check found. A problem says in `fix` what to do about it. */
export type Finding =
  | { level: "good"; text: string }
  | { level: "warning" | "bad"; text: string; fix: string };

export const good = (text: string): Finding => ({ level: "good", text });
export const warning = (text: string, fix: string): Finding => ({ level: "warning", text, fix });
export const bad = (text: string, fix: string): Finding => ({ level: "bad", text, fix });

const MARKS = { good: "✓", warning: "!", bad: "✗" } as const;

/** A finding as a person reads it: one line, and its fix below. */
export function lineOf(finding: Finding): string {
  const line = `${MARKS[finding.level]} ${finding.text}`;
  return finding.level === "good" ? line : `${line}\n    ${finding.fix}`;
}

/** The last line and the exit status: 1 when something is bad. */
export function summaryOf(findings: Finding[]): { text: string; status: 0 | 1 } {
  const bads = findings.filter(({ level }) => level === "bad").length;
  const warnings = findings.filter(({ level }) => level === "warning").length;
  if (bads > 0) return { text: `${bads} to mend, ${warnings} to look at.`, status: 1 };
  return { text: warnings > 0 ? `Nothing is broken, ${warnings} to look at.` : "All is well.", status: 0 };
}

export const listOf = (names: string[]): string =>
  names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
