import type { memberRoles } from "@/db/schema/membership";

/**
 * What each role may do: the one table that server and buttons follow. The server checks it inside every tenant
 * transaction; pages receive the caller's own row with `organization.current`.
 */
const permissions = {
  "organization.read": ["owner", "admin", "member", "viewer"],
  "organization.update": ["owner", "admin"],
  "audit.read": ["owner", "admin"],
  "organization.transfer": ["owner"],
  "organization.delete": ["owner"],
  // An admin never touches an owner, and gives nobody a role above their own: server/member/judge-change.ts.
  "member.manage": ["owner", "admin"],
  "member.leave": ["owner", "admin", "member", "viewer"],
  // Whom one has invited is seen by whoever may invite, and by nobody else.
  "invitation.manage": ["owner", "admin"],
  "repository.read": ["owner", "admin", "member", "viewer"],
  "repository.create": ["owner", "admin", "member"],
  "repository.index": ["owner", "admin", "member"],
  "repository.update": ["owner", "admin"],
  "repository.delete": ["owner", "admin"],
  // A folder of the server's machine shows whatever its process may read.
  "repository.create_from_folder": ["owner", "admin"],
  "document.read": ["owner", "admin", "member", "viewer"],
  // Folders as well. What is deleted can be undone, and its bytes are the organization's own.
  "document.write": ["owner", "admin", "member"],
  "embedding.read": ["owner", "admin", "member", "viewer"],
  // Everybody's searches change with it, and a server's embeddings may cost money.
  "embedding.change": ["owner", "admin"],
  "search.query": ["owner", "admin", "member", "viewer"],
  // Whose conversation it is, and for whom, is said by its audience; a viewer reads what is shared.
  "conversation.read": ["owner", "admin", "member", "viewer"],
  "conversation.write": ["owner", "admin", "member"],
  "conversation.confirm": ["owner", "admin", "member"],
  "knowledge.read": ["owner", "admin", "member", "viewer"],
  "knowledge.write": ["owner", "admin", "member"],
  "usage.read": ["owner", "admin", "member", "viewer"],
  // Names who asked how much.
  "usage.report": ["owner", "admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Role = (typeof memberRoles)[number];
export type Action = keyof typeof permissions;

export const actions = Object.keys(permissions) as Action[];

/** Whether `role` may do `action`. A role that this version does not know can only read. */
export function isAllowed(role: string, action: Action): boolean {
  const roles: readonly string[] = permissions[action];
  return roles.includes(isKnown(role) ? role : "viewer");
}

export const allowedActions = (role: string): Action[] => actions.filter((action) => isAllowed(role, action));

const isKnown = (role: string): role is Role => ["owner", "admin", "member", "viewer"].includes(role);
