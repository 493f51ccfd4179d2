import { z } from "zod";
import { insertOrganizationSchema } from "@/db/schema/organization";
import { audit } from "@/server/audit";
import { changes } from "@/server/audit/changes";
import { env } from "@/server/env";
import { allowedActions } from "@/server/permissions";
import { clientAddress } from "@/server/trpc/client-address";
import { found } from "@/server/trpc/errors";
import { router, tenantProcedure, userProcedure } from "@/server/trpc/init";
import { listInput, pageOf } from "@/server/trpc/list";
import { createOrganization } from "./create-organization";
import { listMemberships } from "./list-memberships";
import { countMembers, getOrganization, listMembers, renameOrganization } from "./queries";
import { setActiveOrganization } from "./set-active-organization";

const nameInput = insertOrganizationSchema.pick({ name: true });

export const organizationRouter = router({
  /** The organizations the caller belongs to, and which is active: null when they were removed from that one. */
  list: userProcedure.query(async ({ ctx }) => {
    const organizations = await listMemberships(ctx.user.userId);
    const active = organizations.find((membership) => membership.id === ctx.user.activeOrganizationId);
    return { organizations, activeId: active?.id ?? null };
  }),

  /** The active organization, the caller's role in it and what that role may do. */
  current: tenantProcedure("organization.read").query(({ ctx }) =>
    ctx.inTenant(async (tx, membership) => ({
      ...found(await getOrganization(tx), "organization"),
      members: await countMembers(tx),
      role: membership.role,
      permissions: allowedActions(membership.role),
    })),
  ),

  members: tenantProcedure("organization.read")
    .input(listInput)
    .query(({ ctx, input }) => ctx.inTenant(async (tx) => pageOf(input, (page) => listMembers(tx, page)))),

  /** Makes an organization owned by the caller and switches to it. */
  create: userProcedure.input(nameInput).mutation(async ({ ctx, input }) => {
    const { userId, sessionId } = ctx.user;
    const created = await createOrganization(
      { name: input.name, userId, plan: env.DEFAULT_PLAN },
      (tx, { id, name }) =>
        audit(
          tx,
          {
            organizationId: id,
            userId,
            ip: clientAddress(),
            userAgent: ctx.headers.get("user-agent"),
            correlationId: ctx.correlationId,
          },
          { action: "organization.create", table: "organization", id, data: { after: { name } } },
        ),
    );
    await setActiveOrganization(sessionId, created.id);
    return created;
  }),

  rename: tenantProcedure("organization.update")
    .input(nameInput)
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const before = found(await getOrganization(tx), "organization");
        const renamed = found(await renameOrganization(tx, before.id, input.name), "organization");
        await audit(tx, ctx.actor, {
          action: "organization.rename",
          table: "organization",
          id: before.id,
          data: changes({ name: before.name }, { name: renamed.name }),
        });
        return renamed;
      }),
    ),

  /** Switches the caller's session to another of their organizations. */
  setActive: userProcedure
    .input(z.object({ organizationId: z.string().min(1) }))
    .mutation(async ({ ctx, input }) => {
      const memberships = await listMemberships(ctx.user.userId);
      const chosen = found(
        memberships.find((membership) => membership.id === input.organizationId),
        "organization",
      );
      await setActiveOrganization(ctx.user.sessionId, chosen.id);
      return chosen;
    }),
});
