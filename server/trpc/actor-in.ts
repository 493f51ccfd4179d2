import type { Actor } from "@/server/audit";
import { clientAddress } from "./client-address";
import type { Caller, Context } from "./context";

/** The caller as the author of a change in an organization that need not be their active one. */
export const actorIn = (
  organizationId: string,
  ctx: Context & { user: Caller },
): Actor & { userId: string } => ({
  organizationId,
  userId: ctx.user.userId,
  ip: clientAddress(ctx.headers),
  userAgent: ctx.headers.get("user-agent"),
  correlationId: ctx.correlationId,
});
