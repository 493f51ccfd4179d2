import type { Role } from "@/server/permissions";
import { Refusal } from "@/server/refusal";

export interface MembershipChange {
  /** The role of whoever asks. */
  by: Role;
  /** The role of the member it is about. */
  from: Role;
  /** The role they shall have, or "nobody" when they shall go. */
  to: Role | "nobody";
  /** How many owners there are now. */
  owners: number;
  isSelf: boolean;
}

/** Throws what stands against a change of somebody's membership, in words. */
export function judgeChange({ by, from, to, owners, isSelf }: MembershipChange): void {
  if (by !== "owner" && from === "owner" && !isSelf)
    throw new Refusal("FORBIDDEN", "Only an owner can change or remove an owner. Ask one of them.");
  if (to !== "nobody" && isAbove(to, by))
    throw new Refusal("FORBIDDEN", `Your role (${by}) cannot give somebody the role ${to}. Ask an owner.`);
  if (from === "owner" && to !== "owner" && owners <= 1) {
    throw new Refusal(
      "CONFLICT",
      isSelf
        ? "You are the last owner. Make somebody else an owner first, or delete the organization."
        : "This is the last owner. Make somebody else an owner first, or delete the organization.",
    );
  }
}

/** Whether one role may do more than another. */
export const isAbove = (role: Role, other: Role): boolean => ranks[role] > ranks[other];

const ranks: Record<Role, number> = { owner: 3, admin: 2, member: 1, viewer: 0 };
