import { eq, sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { account, preferencesSchema, user, userProfile } from "@/db/schema";

/** Who a signed-in person is. They may be in no organization, so no tenant transaction could tell. */
export async function getPerson(userId: string) {
  const { orm } = await getDatabase();
  const [row] = await orm
    .select({
      id: user.id,
      name: user.name,
      email: user.email,
      emailVerified: user.emailVerified,
      image: user.image,
      twoFactorEnabled: user.twoFactorEnabled,
      hasPassword: sql<boolean>`exists (select from ${account} where ${account.userId} = ${user.id}
        and ${account.providerId} = 'credential' and ${account.password} is not null)`,
      locale: userProfile.locale,
      timeZone: userProfile.timeZone,
      preferences: userProfile.preferences,
    })
    .from(user)
    .leftJoin(userProfile, eq(userProfile.userId, user.id))
    .where(eq(user.id, userId));
  if (!row) return undefined;
  const preferences = preferencesSchema.safeParse(row.preferences ?? {});
  return {
    ...row,
    locale: row.locale ?? "en",
    timeZone: row.timeZone ?? null,
    // What an older version wrote must not keep anybody out.
    preferences: preferences.success ? preferences.data : {},
  };
}
