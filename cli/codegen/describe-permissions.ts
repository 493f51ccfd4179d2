import { type Action, isAllowed } from "@/server/permissions";
import type { appRouter } from "@/server/router";

const roles = ["owner", "admin", "member", "viewer"] as const;

/** Which roles may call a procedure, by its name. */
export type Matrix = Record<string, readonly string[]>;

type Procedure = { _def: { meta?: { action?: Action } } };

/** The procedures that belong to an organization, each with the action that guards it. */
export function tenantProcedures(router: typeof appRouter): Record<string, Action> {
  const all = Object.entries(router._def.procedures as unknown as Record<string, Procedure>);
  return Object.fromEntries(
    all.flatMap(([name, { _def }]) => (_def.meta?.action === undefined ? [] : [[name, _def.meta.action]])),
  );
}

/** What the table of permissions promises for every procedure of the router. */
export const promised = (procedures: Record<string, Action>): Matrix =>
  Object.fromEntries(
    Object.entries(procedures).map(([name, action]) => [
      name,
      roles.filter((role) => isAllowed(role, action)),
    ]),
  );

/** docs/permissions.md: every action with its procedures, and who may call them. */
export function describePermissions(procedures: Record<string, Action>, matrix: Matrix): string {
  const actions = [...new Set(Object.values(procedures))].sort();
  const rows = actions.flatMap((action) => {
    const names = Object.keys(procedures).filter((name) => procedures[name] === action);
    return names.sort().map((name, index) => {
      const marks = roles.map((role) => (matrix[name]?.includes(role) ? "yes" : "–"));
      return `| ${index === 0 ? `\`${action}\`` : ""} | \`${name}\` | ${marks.join(" | ")} |`;
    });
  });
  return `${head}\n${rows.join("\n")}\n`;
}

const head = `# Who may do what

Written by \`npm run codegen\` from \`server/permissions.ts\` and the router; do not edit. Pages show a button only to whom
this table allows what it does, and the server looks at the role again inside every transaction. Whoever is signed out or
was removed may call none of these. A test calls every procedure as each role and compares the answers with this page.

Two rules stand beside the table: an admin can neither change an owner nor make one, and the last owner can neither leave
nor become anything else.

| Action | Procedure | Owner | Admin | Member | Viewer |
|---|---|---|---|---|---|`;
