import { and, desc, eq, gt, ne } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { session } from "@/db/schema";

/** Where a person is signed in, latest use first. The secret tokens of sessions stay on the server. */
export async function listSessions(userId: string) {
  const { orm } = await getDatabase();
  return orm
    .select({
      id: session.id,
      createdAt: session.createdAt,
      lastUsedAt: session.updatedAt,
      ipAddress: session.ipAddress,
      userAgent: session.userAgent,
    })
    .from(session)
    .where(and(eq(session.userId, userId), gt(session.expiresAt, new Date())))
    .orderBy(desc(session.updatedAt), desc(session.id));
}

/** Ends one session of a person; undefined when it is not theirs, or over already. */
export async function endSession(userId: string, id: string) {
  const { orm } = await getDatabase();
  const [ended] = await orm
    .delete(session)
    .where(and(eq(session.id, id), eq(session.userId, userId)))
    .returning({ id: session.id });
  return ended;
}

/** Ends every session of a person but one; gives how many. */
export async function endOtherSessions(userId: string, keptId: string): Promise<number> {
  const { orm } = await getDatabase();
  const ended = await orm
    .delete(session)
    .where(and(eq(session.userId, userId), ne(session.id, keptId)))
    .returning({ id: session.id });
  return ended.length;
}
