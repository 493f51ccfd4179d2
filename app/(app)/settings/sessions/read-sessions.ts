import * as z from "zod/mini";
import { fetchAuth } from "@/app/(auth)/auth-client";
import type { Problem } from "@/app/(auth)/auth-problem";

const session = z.object({
  id: z.string(),
  token: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  expiresAt: z.string(),
  ipAddress: z.nullish(z.string()),
  userAgent: z.nullish(z.string()),
});

export type SessionRow = z.infer<typeof session> & { isThis: boolean };

/** A refusal of Better Auth as an error, for React Query. */
export class SessionsRefused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** The person's sessions: this one first, then the latest seen. Better Auth tells them to a session of one day only. */
export async function readSessions(): Promise<SessionRow[]> {
  const [current, all] = await Promise.all([fetchAuth("/get-session"), fetchAuth("/list-sessions")]);
  if (!all.ok) throw new SessionsRefused(all.problem);
  if (!current.ok) throw new SessionsRefused(current.problem);
  const { session: own } = z.parse(z.object({ session: z.object({ id: z.string() }) }), current.data);
  return z
    .parse(z.array(session), all.data)
    .map((row) => ({ ...row, isThis: row.id === own.id }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis) || b.updatedAt.localeCompare(a.updatedAt));
}
