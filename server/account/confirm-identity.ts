import { and, eq, gt, sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { account, securityEvent, session } from "@/db/schema";
import { getAuth } from "@/server/auth";

const MAX_ATTEMPTS = 10;
const WINDOW_MS = 15 * 60_000;
/** How young the sign-in of somebody without a password must be: it stands for their provider, passkey or code. */
const FRESH_MS = 10 * 60_000;

export type IdentityRefusal = "too many attempts" | "wrong password" | "not fresh";

/**
 * Whether it is really the person who asks, and not somebody at their open browser: by the password, or for those who
 * have none by a sign-in of the last minutes. Ten attempts a quarter of an hour.
 */
export async function confirmIdentity(
  caller: { userId: string; sessionId: string },
  password: string | undefined,
): Promise<IdentityRefusal | undefined> {
  const { orm } = await getDatabase();
  const { userId } = caller;
  // Counted before it is looked at, so that many at once do not slip through together.
  await orm.insert(securityEvent).values({ action: "password.asked", userId });
  const [asked] = await orm
    .select({ attempts: sql<number>`count(*)::int` })
    .from(securityEvent)
    .where(
      and(
        eq(securityEvent.userId, userId),
        eq(securityEvent.action, "password.asked"),
        gt(securityEvent.createdAt, new Date(Date.now() - WINDOW_MS)),
      ),
    );
  if ((asked?.attempts ?? 0) > MAX_ATTEMPTS) return "too many attempts";
  const [credential] = await orm
    .select({ hash: account.password })
    .from(account)
    .where(and(eq(account.userId, userId), eq(account.providerId, "credential")));
  if (!credential?.hash) {
    const [fresh] = await orm
      .select({ id: session.id })
      .from(session)
      .where(and(eq(session.id, caller.sessionId), gt(session.createdAt, new Date(Date.now() - FRESH_MS))));
    return fresh ? undefined : "not fresh";
  }
  const context = await (await getAuth()).$context;
  const isRight = await context.password.verify({ hash: credential.hash, password: password ?? "" });
  return isRight ? undefined : "wrong password";
}
