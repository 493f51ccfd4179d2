import { initTRPC, TRPCError } from "@trpc/server";
import { z } from "zod";
import { inSpan } from "@/db/in-span";
import { type TenantOptions, type TenantTx, withMembership } from "@/db/tenant";
import { recordLimit } from "@/server/audit/record-limit";
import { StaleVersion } from "@/server/document/stale-version";
import { log } from "@/server/log";
import { measureProcedure } from "@/server/operation/measure-procedure";
import { type Action, isAllowed } from "@/server/permissions";
import { Refusal } from "@/server/refusal";
import { ExpressionError } from "@/server/search/expression-error";
import { actorIn } from "./actor-in";
import { type Caller, type Context, isSessionLive } from "./context";
import { refuseNul } from "./refuse-nul";
import { transformer } from "./transformer";
import { isStream, whileAllowed } from "./while-allowed";

/** What a procedure says of itself: the matrix test and docs/permissions.md are made from it. */
export interface Meta {
  /** What the caller's role must allow. */
  action?: Action;
}

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    transformer,
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
          // Both texts of a document that somebody else has saved meanwhile.
          stale:
            error.cause instanceof StaleVersion
              ? { current: error.cause.current, base: error.cause.base }
              : undefined,
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

// What a verb refuses is told in the verb's own words.
const refusing = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof StaleVersion) {
    const { message } = result.error.cause;
    return { ...result, error: new TRPCError({ code: "CONFLICT", message, cause: result.error.cause }) };
  }
  if (result.ok || !(result.error.cause instanceof Refusal)) return result;
  const { code, message } = result.error.cause;
  return { ...result, error: new TRPCError({ code, message, cause: result.error.cause }) };
});

const storable = t.middleware(async ({ getRawInput, next }) => {
  refuseNul(await getRawInput());
  return next();
});

/** For anybody. */
export const publicProcedure = t.procedure.use(reported).use(refusing).use(storable);

/** For whoever is signed in, in no organization. */
export const userProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const caller = await ctx.caller();
  if (!caller) throw new TRPCError({ code: "UNAUTHORIZED", message: "Sign in to go on." });
  return next({ ctx: { ...ctx, user: caller } });
});

/** A member as their transaction sees them. */
export interface Membership {
  role: string;
}

// With the pause between two readings of a stream, one that was signed out ends within five seconds.

/**
 * For members of the active organization whose role may do `action`.
 *
 * `ctx.inTenant` opens the transaction, reads membership and role in it and refuses before `work` starts. The procedure
 * opens it rather than this middleware, which would commit when the procedure throws.
 */
export const tenantProcedure = (action: Action) =>
  userProcedure.meta({ action }).use(async ({ ctx, next, path, type, signal }) => {
    const { userId, activeOrganizationId } = ctx.user;
    if (activeOrganizationId === null) throw notAMember();
    const actor = actorIn(activeOrganizationId, ctx);
    const inTenant = <T>(
      work: (tx: TenantTx, membership: Membership) => Promise<T>,
      options?: TenantOptions,
    ) =>
      withMembership(
        { organizationId: activeOrganizationId, userId },
        async (tx, role) => {
          if (role === undefined) throw notAMember();
          const membership = { role };
          requirePermission(membership, action);
          return work(tx, membership);
        },
        options,
      );
    const result = await next({ ctx: { ...ctx, organizationId: activeOrganizationId, actor, inTenant } });
    if (!result.ok && result.error.code === "TOO_MANY_REQUESTS") {
      const { message } = result.error;
      await inTenant((tx) => recordLimit(tx, actor, { procedure: path, message })).catch((error: unknown) =>
        log.error({ err: error, path }, "A limit that was reached could not be written down"),
      );
    }
    if (type !== "subscription" || !result.ok || !isStream(result.data)) return result;
    return { ...result, data: whileAllowed(result.data, goesOn(ctx.user, inTenant), { signal }) };
  });

/**
 * Whether a stream may go on: its reader is still signed in and a member, and has the role they began with. Another
 * role ends it quietly, so that the page that opens it again finds out what it may do now.
 */
function goesOn(
  { sessionId }: Caller,
  inTenant: <T>(work: (tx: TenantTx, membership: Membership) => Promise<T>) => Promise<T>,
): () => Promise<boolean> {
  let first: string | undefined;
  return async () => {
    if (!(await isSessionLive(sessionId)))
      throw new TRPCError({ code: "UNAUTHORIZED", message: "Your session has ended. Sign in to go on." });
    const role = await inTenant(async (_, membership) => membership.role);
    first ??= role;
    return role === first;
  };
}

/** Refuses what the member's role may not do: FORBIDDEN, with who can. */
export function requirePermission(membership: Membership, action: Action): void {
  if (isAllowed(membership.role, action)) return;
  throw new TRPCError({
    code: "FORBIDDEN",
    message: `Your role (${membership.role}) does not allow this. Ask an owner or admin of the organization.`,
  });
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
