import type { Role } from "@/server/permissions";
import type { Person } from "./sign-up";

/** Invites an address as `by`, and gives the token that the link carries. */
export async function inviteTo(
  by: Person,
  email: string,
  role: Role = "member",
): Promise<{ id: string; token: string }> {
  const { id, link } = await by.api.invitation.create({ email, role });
  return { id, token: tokenIn(link) };
}

export const tokenIn = (link: string): string => new URL(link).searchParams.get("token") ?? "";
