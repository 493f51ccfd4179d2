import { z } from "zod";
import { memberRoles } from "@/db/schema/membership";
import { getPerson } from "@/server/account/get-person";
import { notingFull } from "@/server/member/noting-full";
import { setActiveOrganization } from "@/server/organization/set-active-organization";
import { actorIn } from "@/server/trpc/actor-in";
import { found } from "@/server/trpc/errors";
import { publicProcedure, router, tenantProcedure, userProcedure } from "@/server/trpc/init";
import { listInput, pageOf } from "@/server/trpc/list";
import { acceptInvitation, declineInvitation } from "./answer-invitation";
import { findUserId } from "./find-invited";
import { invite, renewInvitation, revokeInvitation, type SentInvitation } from "./invite";
import { linkOf, mailInvitation } from "./mail-invitation";
import { listPending } from "./queries";
import { viewInvitation } from "./view-invitation";

const idInput = z.object({ id: z.string().min(1).max(100) });
const tokenInput = z.object({ token: z.string().max(200) });
const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "An e-mail address has at most 254 characters.")
  .pipe(z.email("This is no e-mail address. It looks like name@example.org."));

export const invitationRouter = router({
  /** Who is invited and has not answered. */
  list: tenantProcedure("invitation.manage")
    .input(listInput)
    .query(({ ctx, input }) => ctx.inTenant((tx) => pageOf(input, (page) => listPending(tx, page)))),

  /** Invites an address, mails it a link and gives the caller the same link: nobody can read it again afterwards. */
  create: tenantProcedure("invitation.manage")
    .input(z.object({ email, role: z.enum(memberRoles) }))
    .mutation(async ({ ctx, input }) => {
      const knownUserId = await findUserId(input.email);
      const sent = await notingFull(ctx.actor, () =>
        ctx.inTenant((tx) => invite(tx, ctx.actor, { ...input, knownUserId })),
      );
      return handOver(sent, ctx.actor, true);
    }),

  /** A new link for a pending invitation, mailed or only given to the caller; the old one stops working. */
  renew: tenantProcedure("invitation.manage")
    .input(idInput.extend({ mail: z.boolean().default(true) }))
    .mutation(async ({ ctx, input }) => {
      const sent = await notingFull(ctx.actor, () =>
        ctx.inTenant((tx) => renewInvitation(tx, ctx.actor, input.id)),
      );
      return handOver(sent, ctx.actor, input.mail);
    }),

  revoke: tenantProcedure("invitation.manage")
    .input(idInput)
    .mutation(({ ctx, input }) => ctx.inTenant((tx) => revokeInvitation(tx, ctx.actor, input.id))),

  /** What a link shows, also to somebody who is not signed in yet. */
  view: publicProcedure
    .input(tokenInput)
    .query(async ({ ctx, input }) =>
      found(await viewInvitation(input.token, (await ctx.caller())?.userId), "invitation"),
    ),

  /** Joins, and switches the caller to the organization. */
  accept: userProcedure.input(tokenInput).mutation(async ({ ctx, input }) => {
    const joined = await acceptInvitation(input.token, actorIn("", ctx));
    await setActiveOrganization(ctx.user.sessionId, joined.organizationId);
    return joined;
  }),

  decline: userProcedure
    .input(tokenInput)
    .mutation(({ ctx, input }) => declineInvitation(input.token, actorIn("", ctx))),
});

/** No transaction is open any more: a mail server may take its time. */
async function handOver(sent: SentInvitation, by: { userId: string; organizationId: string }, mail: boolean) {
  const { id, email, expiresAt, token } = sent;
  const name = (await getPerson(by.userId))?.name ?? "";
  const isMailed = mail && (await mailInvitation(sent, { name, organizationId: by.organizationId }));
  return { id, email, expiresAt, link: linkOf(token), isMailed };
}
