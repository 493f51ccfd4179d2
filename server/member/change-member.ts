import { and, eq } from "drizzle-orm";
import { invitation, member } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { lockAs } from "@/server/organization/lock-organization";
import { isAllowed, type Role } from "@/server/permissions";
import { Refusal } from "@/server/refusal";
import { judgeChange } from "./judge-change";
import { countMembers, getMember, getMemberOf } from "./queries";

type Author = Actor & { userId: string };
type Member = { id: string; userId: string; role: Role };

/** Gives a member another role. Changes of one organization's people take turns, so the last owner stays one. */
export async function setMemberRole(
  tx: TenantTx,
  by: Author,
  { memberId, role }: { memberId: string; role: Role },
): Promise<{ id: string; role: Role }> {
  const own = await lockAs(tx, { userId: by.userId, action: "member.manage" });
  const target = await findMember(tx, memberId);
  await judge(tx, { by: own.role, target, to: role, isSelf: target.userId === by.userId });
  if (target.role === role) return { id: target.id, role };
  await tx.update(member).set({ role }).where(eq(member.id, target.id));
  await audit(tx, by, {
    action: "member.set_role",
    table: "member",
    id: target.id,
    data: { userId: target.userId, before: { role: target.role }, after: { role } },
  });
  if (!isAllowed(role, "invitation.manage")) await withdrawInvitationsOf(tx, by, target.userId);
  return { id: target.id, role };
}

/** Takes somebody out. What they made stays with the organization. */
export async function removeMember(tx: TenantTx, by: Author, memberId: string): Promise<{ id: string }> {
  const own = await lockAs(tx, { userId: by.userId, action: "member.manage" });
  const target = await findMember(tx, memberId);
  await judge(tx, { by: own.role, target, to: "nobody", isSelf: target.userId === by.userId });
  await deleteMember(tx, by, { target, action: "member.remove" });
  return { id: target.id };
}

/** The caller goes by themselves. */
export async function leaveOrganization(tx: TenantTx, by: Author): Promise<{ id: string }> {
  const own = await lockAs(tx, { userId: by.userId, action: "member.leave" });
  const target = await getMemberOf(tx, by.userId);
  if (!target) throw gone();
  await judge(tx, { by: own.role, target, to: "nobody", isSelf: true });
  await deleteMember(tx, by, { target, action: "member.leave" });
  return { id: target.id };
}

/** Makes another member an owner and the caller, who was one, an admin. */
export async function transferOwnership(tx: TenantTx, by: Author, memberId: string): Promise<{ id: string }> {
  await lockAs(tx, { userId: by.userId, action: "organization.transfer" });
  const [own, target] = [await getMemberOf(tx, by.userId), await findMember(tx, memberId)];
  if (!own || own.id === target.id)
    throw new Refusal("BAD_REQUEST", "You are an owner already. Choose somebody else to hand over to.");
  await tx.update(member).set({ role: "owner" }).where(eq(member.id, target.id));
  await tx.update(member).set({ role: "admin" }).where(eq(member.id, own.id));
  await audit(tx, by, {
    action: "organization.transfer",
    table: "member",
    id: target.id,
    data: {
      before: { [own.userId]: own.role, [target.userId]: target.role },
      after: { [own.userId]: "admin", [target.userId]: "owner" },
    },
  });
  return { id: target.id };
}

async function judge(
  tx: TenantTx,
  change: { by: Role; target: Member; to: Role | "nobody"; isSelf: boolean },
): Promise<void> {
  const { by, target, to, isSelf } = change;
  judgeChange({ by, from: target.role, to, isSelf, owners: await countMembers(tx, "owner") });
}

async function findMember(tx: TenantTx, id: string): Promise<Member> {
  const found = await getMember(tx, id);
  if (!found) throw gone();
  return found;
}

const gone = () => new Refusal("NOT_FOUND", "This member does not exist, or is not yours to see.");

async function deleteMember(
  tx: TenantTx,
  by: Author,
  { target, action }: { target: Member; action: "member.remove" | "member.leave" },
): Promise<void> {
  await tx.delete(member).where(eq(member.id, target.id));
  await audit(tx, by, {
    action,
    table: "member",
    id: target.id,
    data: { userId: target.userId, before: { role: target.role }, after: null },
  });
  if (action === "member.remove") await withdrawInvitationsOf(tx, by, target.userId);
}

/** Whoever lost the right to invite must not come back, or let others in, by a link they sent before. */
async function withdrawInvitationsOf(tx: TenantTx, by: Author, userId: string): Promise<void> {
  const withdrawn = await tx
    .update(invitation)
    .set({ status: "canceled" })
    .where(and(eq(invitation.inviterId, userId), eq(invitation.status, "pending")))
    .returning({ id: invitation.id });
  for (const { id } of withdrawn) {
    await audit(tx, by, {
      action: "invitation.revoke",
      table: "invitation",
      id,
      data: { before: { status: "pending" }, after: { status: "canceled" }, inviterId: userId },
    });
  }
}
