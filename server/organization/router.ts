import { z } from "zod";
import { insertOrganizationSchema } from "@/db/schema/organization";
import { audit } from "@/server/audit";
import { changes } from "@/server/audit/changes";
import { env } from "@/server/env";
import { allowedActions } from "@/server/permissions";
import { actorIn } from "@/server/trpc/actor-in";
import { found, orConflict } from "@/server/trpc/errors";
import { router, tenantProcedure, userProcedure } from "@/server/trpc/init";
import { changePicture, MAX_PICTURE_TEXT, readOrganizationPicture } from "./change-picture";
import { createOrganization } from "./create-organization";
import { deleteOrganization, restoreOrganization } from "./delete-organization";
import { listDeleted } from "./list-deleted";
import { listMemberships } from "./list-memberships";
import { countMembers, getOrganization, renameOrganization } from "./queries";
import { setActiveOrganization } from "./set-active-organization";
import { updateOrganization } from "./update-organization";

const nameInput = insertOrganizationSchema.pick({ name: true });
const settingsInput = insertOrganizationSchema.pick({ slug: true, defaultAudience: true }).partial();
const organizationInput = z.object({ organizationId: z.string().min(1).max(100) });

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

  /** Makes an organization owned by the caller and switches to it. */
  create: userProcedure.input(nameInput).mutation(async ({ ctx, input }) => {
    const { userId, sessionId } = ctx.user;
    const created = await createOrganization(
      { name: input.name, userId, plan: env.DEFAULT_PLAN },
      (tx, { id, name }) =>
        audit(tx, actorIn(id, ctx), {
          action: "organization.create",
          table: "organization",
          id,
          data: { after: { name } },
        }),
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

  /** Changes the short name and who sees new conversations; what is left out stays. */
  update: tenantProcedure("organization.update")
    .input(settingsInput)
    .mutation(({ ctx, input }) =>
      orConflict(`The short name ${input.slug} is taken. Choose another one.`, () =>
        ctx.inTenant((tx) => updateOrganization(tx, ctx.actor, input)),
      ),
    ),

  /** Sets the picture: a PNG, JPEG or WebP file of at most 256 kB, in base64; null takes it away. */
  setPicture: tenantProcedure("organization.update")
    .input(
      z.object({
        picture: z
          .base64("The picture must come in base64.")
          .max(MAX_PICTURE_TEXT, "A picture has at most 256 kB. Choose a smaller one.")
          .nullable(),
      }),
    )
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => changePicture(tx, ctx.actor, input.picture))),

  /** The picture of one of the caller's organizations, for the address that `logo` names. */
  picture: userProcedure
    .input(organizationInput)
    .query(async ({ ctx, input }) =>
      found(await readOrganizationPicture(input.organizationId, ctx.user.userId), "picture"),
    ),

  /** Closes the organization to everybody at once, and for good after seven days. `name` must be typed as it is. */
  delete: tenantProcedure("organization.delete")
    .input(z.object({ name: z.string().max(200) }))
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => deleteOrganization(tx, ctx.actor, input.name))),

  /** The deleted organizations that the caller owns and can still have back. */
  deleted: userProcedure.query(({ ctx }) => listDeleted(ctx.user.userId)),

  /** Opens a deleted organization again and switches the caller to it. */
  restore: userProcedure.input(organizationInput).mutation(async ({ ctx, input }) => {
    const restored = await restoreOrganization(actorIn(input.organizationId, ctx));
    await setActiveOrganization(ctx.user.sessionId, restored.id);
    return restored;
  }),

  /** Switches the caller's session to another of their organizations. */
  setActive: userProcedure.input(organizationInput).mutation(async ({ ctx, input }) => {
    const memberships = await listMemberships(ctx.user.userId);
    const chosen = found(
      memberships.find((membership) => membership.id === input.organizationId),
      "organization",
    );
    await setActiveOrganization(ctx.user.sessionId, chosen.id);
    return chosen;
  }),
});
