import { initTRPC, TRPCError } from "@trpc/server";
import { and, eq, isNull } from "drizzle-orm";
import superjson from "superjson";
import { z } from "zod";
import { inSpan } from "@/db/in-span";
import { member, organization } from "@/db/schema";
import { type TenantOptions, type TenantTx, withTenant } from "@/db/tenant";
import type { Actor } from "@/server/audit";
import { log } from "@/server/log";
import { measureProcedure } from "@/server/operation/measure-procedure";
import { type Action, isAllowed } from "@/server/permissions";
import { ExpressionError } from "@/server/search/expression-error";
import { clientAddress } from "./client-address";
import type { Context } from "./context";
import { refuseNul } from "./refuse-nul";

const t = initTRPC.context<Context>().create({
  transformer: superjson,
  errorFormatter({ shape, error, ctx }) {
    const fields = error.cause instanceof z.ZodError ? z.flattenError(error.cause).fieldErrors : undefined;
    const position = error.cause instanceof ExpressionError ? error.cause.position : undefined;
    const isOurs = error.code !== "INTERNAL_SERVER_ERROR";
    return {
      ...shape,
      // What broke inside is for the log; the person gets the number to find it by.
      message: isOurs
        ? fields
          ? firstProblem(error.cause)
          : shape.message
        : `Something went wrong on the server. Try again; if it stays, tell the operator ${ctx?.correlationId ?? "the time"}.`,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        fields,
        position,
      },
    };
  },
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 45_000 } },
});

const reported = t.middleware(async ({ ctx, path, type, getRawInput, next }) => {
  const startedMs = performance.now();
  const result = await inSpan(`procedure ${path}`, { type }, async (note) => {
    const answer = await next();
    note("outcome", answer.ok ? "ok" : answer.error.code);
    return answer;
  });
  const input = await getRawInput().catch(() => undefined);
  const code = result.ok ? undefined : result.error.code;
  measureProcedure({ path, type, input }, code, performance.now() - startedMs);
  if (!result.ok && result.error.code === "INTERNAL_SERVER_ERROR") {
    log.error(
      { err: result.error.cause ?? result.error, path, requestId: ctx.correlationId },
      "A procedure failed",
    );
  }
  return result;
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

const storable = t.middleware(async ({ getRawInput, next }) => {
  refuseNul(await getRawInput());
  return next();
});

/** For anybody. */
export const publicProcedure = t.procedure.use(reported).use(storable);

const signedOut = () => new TRPCError({ code: "UNAUTHORIZED", message: "Sign in to go on." });

/** For whoever is signed in, in no organization. */
export const userProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const caller = await ctx.caller();
  if (!caller) throw signedOut();
  return next({ ctx: { ...ctx, user: caller } });
});

/** A member as their transaction sees them. */
export interface Membership {
  role: string;
}

// With the pause between two readings of a stream, one that was signed out ends within five seconds.
const SESSION_GOOD_FOR_MS = 900;

/**
 * For members of the active organization whose role may do `action`.
 *
 * `ctx.inTenant` opens the transaction, reads membership and role in it and refuses before `work` starts. The procedure
 * opens it rather than this middleware, which would commit when the procedure throws.
 */
export const tenantProcedure = (action: Action) =>
  userProcedure.use(async ({ ctx, next }) => {
    const { userId, activeOrganizationId } = ctx.user;
    if (activeOrganizationId === null) throw notAMember();
    const actor: Actor = {
      organizationId: activeOrganizationId,
      userId,
      ip: clientAddress(ctx.headers),
      userAgent: ctx.headers.get("user-agent"),
      correlationId: ctx.correlationId,
    };
    const inTenant = <T>(
      work: (tx: TenantTx, membership: Membership) => Promise<T>,
      options?: TenantOptions,
    ) =>
      withTenant(
        { organizationId: activeOrganizationId, userId },
        async (tx) => {
          const membership = await readMembership(tx, userId);
          requirePermission(membership, action);
          return work(tx, membership);
        },
        options,
      );
    /** As `inTenant`, for streams: looks whether the session is still good as well, which a request does once. */
    let lookedAtMs = performance.now();
    const inTenantLive = async <T>(work: (tx: TenantTx) => Promise<T>) => {
      if (performance.now() - lookedAtMs < SESSION_GOOD_FOR_MS) return inTenant(work);
      lookedAtMs = performance.now();
      const now = await ctx.lookAgain();
      if (now?.sessionId !== ctx.user.sessionId || now.userId !== userId) throw signedOut();
      return inTenant(work);
    };
    return next({
      ctx: { ...ctx, organizationId: activeOrganizationId, actor, inTenant, inTenantLive },
    });
  });

/** Refuses what the member's role may not do: FORBIDDEN, with who can. */
export function requirePermission(membership: Membership, action: Action): void {
  if (isAllowed(membership.role, action)) return;
  throw new TRPCError({
    code: "FORBIDDEN",
    message: `Your role (${membership.role}) does not allow this. Ask an owner or admin of the organization.`,
  });
}

async function readMembership(tx: TenantTx, userId: string): Promise<Membership> {
  const [found] = await tx
    .select({ role: member.role })
    .from(member)
    .innerJoin(organization, and(eq(organization.id, member.organizationId), isNull(organization.deletedAt)))
    .where(eq(member.userId, userId));
  if (!found) throw notAMember();
  return found;
}

const notAMember = () =>
  new TRPCError({
    code: "FORBIDDEN",
    message: "You are not a member of this organization (any more). Choose another one.",
  });

function firstProblem(cause: unknown): string {
  const issue = cause instanceof z.ZodError ? cause.issues[0] : undefined;
  if (!issue) return "The input is not right.";
  return issue.path.length > 0 && /^Invalid/.test(issue.message)
    ? `${issue.path.join(".")}: ${issue.message}`
    : issue.message;
}
