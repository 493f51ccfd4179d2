import { getDatabase } from "@/db/client";
import { securityEvent } from "@/db/schema";
import { log } from "@/server/log";

/** Writes down a sign-in, a failure or a reset. A full disk must not keep anybody out, so a failure is only logged. */
export async function recordSecurityEvent(
  action:
    | "session.created"
    | "sign_in.failed"
    | "password.reset"
    | "password.changed"
    | "email.changed"
    | "two_factor.enabled"
    | "two_factor.disabled"
    | "two_factor.failed"
    | "recovery_code.used"
    | "passkey.added"
    | "passkey.removed"
    | "account.linked"
    | "account.unlinked"
    | "account.deleted",
  who: { userId: string | null; headers: Headers | undefined },
): Promise<void> {
  try {
    const { orm } = await getDatabase();
    await orm.insert(securityEvent).values({
      action,
      userId: who.userId,
      ip: who.headers?.get("x-forwarded-for")?.split(",")[0]?.trim() ?? null,
      userAgent: who.headers?.get("user-agent")?.slice(0, 400) ?? null,
    });
  } catch (error) {
    log.error({ err: error, action }, "A security event could not be written");
  }
}
