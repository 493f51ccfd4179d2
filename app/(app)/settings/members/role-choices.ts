import { peopleMessages } from "@/app/_messages/people";

const roles = ["owner", "admin", "member", "viewer"] as const;
export type MemberRole = (typeof roles)[number];

/** The roles that somebody of role `by` may give: none above their own. The server judges again. */
export const roleChoices = (by: string) =>
  roles
    .filter((role) => by === "owner" || role !== "owner")
    .map((value) => ({
      value,
      label: peopleMessages.roles[value] ?? value,
      description: peopleMessages.roleHints[value],
    }));
