import { z } from "zod";
import { memberRoles } from "@/db/schema/membership";
import { router, tenantProcedure } from "@/server/trpc/init";
import { likePattern, listInput, pageOf } from "@/server/trpc/list";
import { leaveOrganization, removeMember, setMemberRole, transferOwnership } from "./change-member";
import { listMembers, memberOrders } from "./queries";

const memberInput = z.object({ memberId: z.string().min(1).max(100) });

export const memberRouter = router({
  /** Who belongs to the organization; by default longest first. */
  list: tenantProcedure("organization.read")
    .input(
      listInput.extend({
        sortBy: z.enum(memberOrders).default("createdAt"),
        sortDirection: z.enum(["asc", "desc"]).default("asc"),
        searchQuery: z.string().trim().max(200).optional(),
      }),
    )
    .query(({ ctx, input }) => {
      const namePattern = input.searchQuery ? likePattern(input.searchQuery) : undefined;
      return ctx.inTenant((tx) =>
        pageOf(input, (page) => listMembers(tx, { ...input, ...page, namePattern })),
      );
    }),

  setRole: tenantProcedure("member.manage")
    .input(memberInput.extend({ role: z.enum(memberRoles) }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => setMemberRole(tx, ctx.actor, input))),

  /** Ends somebody's access: with their next request, and in open tabs within seconds. */
  remove: tenantProcedure("member.manage")
    .input(memberInput)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => removeMember(tx, ctx.actor, input.memberId))),

  leave: tenantProcedure("member.leave").mutation(({ ctx }) =>
    ctx.inTenant((tx) => leaveOrganization(tx, ctx.actor)),
  ),

  /** Makes another member an owner, and the caller an admin. */
  transferOwnership: tenantProcedure("organization.transfer")
    .input(memberInput)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => transferOwnership(tx, ctx.actor, input.memberId))),
});
